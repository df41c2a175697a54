# Sets ROWS to lines of a C++ table, {"NAME", "TEXT"} for each of the files; NAME is the COMPONENT of its path that
# get_filename_component gives.
function(embed_texts ROWS COMPONENT)
  set(rows "")
  foreach(file IN LISTS ARGN)
    get_filename_component(name ${file} ${COMPONENT})
    file(READ ${file} text)
    string(APPEND rows "    {\"${name}\", R\"invmon_text(${text})invmon_text\"},\n")
  endforeach()
  set(${ROWS} "${rows}" PARENT_SCOPE)
endfunction()
