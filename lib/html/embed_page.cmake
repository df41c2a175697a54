# Writes OUTPUT: the page of WEB (page.html, *.css, *.js) and UPLOT (the folder of the package) as string literals, with the hash
# of its script in its content security policy. SCRIPT: where the script goes on its way. Files follow each other by name.
cmake_minimum_required(VERSION 3.25)

file(GLOB styles ${WEB}/*.css)
file(GLOB scripts ${WEB}/*.js)

file(READ ${UPLOT}/LICENSE notice)
file(READ ${UPLOT}/dist/uPlot.iife.min.js uplot)
# Canvases get at least two pixels for each of the page's: charts are as sharp on paper as the text beside them.
set(script "(() => {\n\"use strict\";\nconst devicePixelRatio = Math.max(2, window.devicePixelRatio);\n")
string(APPEND script "/*! uPlot\n${notice}*/\n${uplot}\n")
foreach(file IN LISTS scripts)
  file(READ ${file} text)
  string(APPEND script "${text}\n")
endforeach()
string(APPEND script "start();\n})();\n")
file(WRITE ${SCRIPT} "${script}")

# Base64 of the hash: every three hexadecimal digits are two characters; two zeros fill up the last ones.
file(SHA256 ${SCRIPT} hash)
set(alphabet ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/)
set(base64 "")
foreach(at RANGE 0 63 3)
  string(SUBSTRING ${hash}00 ${at} 3 digits)
  math(EXPR high "0x${digits} >> 6")
  math(EXPR low "0x${digits} & 63")
  string(SUBSTRING ${alphabet} ${high} 1 high)
  string(SUBSTRING ${alphabet} ${low} 1 low)
  string(APPEND base64 ${high}${low})
endforeach()
string(REGEX REPLACE "A$" "=" base64 ${base64})

file(READ ${UPLOT}/dist/uPlot.min.css style)
foreach(file IN LISTS styles)
  file(READ ${file} text)
  string(APPEND style "\n${text}")
endforeach()

file(READ ${WEB}/page.html page)
string(REPLACE "@hash@" "sha256-${base64}" page "${page}")
string(REPLACE "@style@" "${style}" page "${page}")
string(REPLACE "@script@" "${script}" page "${page}")
string(FIND "${page}" "@data@" data)
string(SUBSTRING "${page}" 0 ${data} before)
string(LENGTH "@data@\n" length)
math(EXPR data "${data} + ${length}")
string(SUBSTRING "${page}" ${data} -1 after)

file(WRITE ${OUTPUT} "#include \"html/page_template.hpp\"

namespace invmon::html {

const std::string_view kPageBeforeData = R\"invmon_page(${before})invmon_page\";

const std::string_view kPageAfterData = R\"invmon_page(${after})invmon_page\";

}  // namespace invmon::html
")
