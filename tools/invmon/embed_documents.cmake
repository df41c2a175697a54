# Writes OUTPUT: the texts of DOCUMENTS (a list of Markdown files) as a table that topics.cpp reads.
include(${CMAKE_CURRENT_LIST_DIR}/../cmake/EmbedTexts.cmake)
embed_texts(rows NAME ${DOCUMENTS})
file(WRITE ${OUTPUT} "#include \"topics.hpp\"

#include <utility>

namespace invmon::tools {

std::string_view embedded_document(std::string_view name) {
  static constexpr std::pair<std::string_view, std::string_view> kDocuments[] = {
${rows}  };
  for (const auto& [known, text] : kDocuments) {
    if (known == name) return text;
  }
  return {};
}

}  // namespace invmon::tools
")
