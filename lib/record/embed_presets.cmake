# Writes OUTPUT: the texts of PRESETS (a list of YAML files) as a table that profile_load.cpp reads.
set(rows "")
foreach(preset IN LISTS PRESETS)
  get_filename_component(name ${preset} NAME_WE)
  file(READ ${preset} text)
  string(APPEND rows "    {\"${name}\", R\"invmon_yaml(${text})invmon_yaml\"},\n")
endforeach()
file(WRITE ${OUTPUT} "#include \"record/builtin_profiles.hpp\"

namespace invmon::record {

const std::vector<BuiltinProfile>& builtin_profiles() {
  static const std::vector<BuiltinProfile> profiles = {
${rows}  };
  return profiles;
}

}  // namespace invmon::record
")
