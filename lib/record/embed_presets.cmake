# Writes OUTPUT: the texts of PRESETS (a list of YAML files) as a table that profile_load.cpp reads.
include(${CMAKE_CURRENT_LIST_DIR}/../../tools/cmake/EmbedTexts.cmake)
embed_texts(rows NAME_WE ${PRESETS})
file(WRITE ${OUTPUT} "#include \"record/builtin_profiles.hpp\"

namespace invmon::record {

const std::vector<BuiltinProfile>& builtin_profiles() {
  static const std::vector<BuiltinProfile> profiles = {
${rows}  };
  return profiles;
}

}  // namespace invmon::record
")
