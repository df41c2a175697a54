# Debian's policy asks for manual pages that are packed, with no time in them.
file(GLOB_RECURSE pages ${CPACK_TEMPORARY_DIRECTORY}/invmon*.1)
if(pages)
  execute_process(COMMAND gzip -9 --no-name ${pages} COMMAND_ERROR_IS_FATAL ANY)
endif()
