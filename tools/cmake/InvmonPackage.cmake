# The Debian package: `make package`, or cpack in a build folder. It holds the program, its pages and completions; the library is
# for those who build from source.
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_CONTACT "invmon maintainers <invmon@localhost>")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_COMPONENTS_ALL program package)
set(CPACK_COMPONENTS_GROUPING ALL_COMPONENTS_IN_ONE)
set(CPACK_PRE_BUILD_SCRIPTS ${CMAKE_CURRENT_LIST_DIR}/PackMore.cmake)

set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_PACKAGE_NAME invmon)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION utils)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
# What the program reads at run time: fonts of charts, and the time zones of --tz.
set(CPACK_DEBIAN_PACKAGE_DEPENDS "fonts-dejavu-core, tzdata")
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION "KPIs, alerts and charts from structured JSON logs
invmon answers questions about logs from the files alone: how many transactions
failed, when, where and with which error, and how slow the slowest were. It
needs no server, no database and no network. Reports come as text, JSON,
Markdown, CSV or an HTML page, charts as PNG or SVG; alert rules and service
level objectives are judged by the same files.")

install(FILES ${PROJECT_SOURCE_DIR}/tools/package/copyright DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/invmon
  COMPONENT package EXCLUDE_FROM_ALL)
install(FILES ${PROJECT_BINARY_DIR}/web/node_modules/uplot/LICENSE DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/invmon RENAME copyright.uPlot
  COMPONENT package EXCLUDE_FROM_ALL)
install(FILES /usr/share/doc/libcli11-dev/copyright DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/invmon RENAME copyright.CLI11
  COMPONENT package EXCLUDE_FROM_ALL)

include(CPack)
