#include "watch_state.hpp"

#include <fcntl.h>
#include <simdjson.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <system_error>

#include "base/json_writer.hpp"
#include "output.hpp"

namespace invmon::tools {
namespace {

namespace dom = simdjson::dom;

constexpr std::string_view kSchema = "invmon.watch/v1";
constexpr const char* kOtherState = "name another --state";

/// Throws simdjson_error where something else is found.
std::optional<Nanos> read_time(const dom::element& object, const char* key) {
  const dom::element value = object[key];
  if (value.is_null()) return std::nullopt;
  const auto time = parse_rfc3339(value.get_string());
  if (!time) throw simdjson::simdjson_error(simdjson::INCORRECT_TYPE);
  return time;
}

ToldAlert read_told(const dom::element& object) {
  ToldAlert told;
  told.alert = std::string_view(object["alert"]);
  for (const auto& [name, value] : object["labels"].get_object()) {
    told.labels.emplace(std::string_view(name), std::string_view(value));
  }
  const auto start = read_time(object, "starts_at");
  if (!start) throw simdjson::simdjson_error(simdjson::INCORRECT_TYPE);
  told.starts_at = *start;
  told.ends_at = read_time(object, "ends_at");
  return told;
}

WatchState read_state(const dom::element& document) {
  if (std::string_view(document["schema"]) != kSchema) throw simdjson::simdjson_error(simdjson::INCORRECT_TYPE);
  WatchState state;
  state.since = read_time(document, "since");
  state.live = bool(document["live"]);
  for (const dom::element alert : document["alerts"].get_array()) state.told.push_back(read_told(alert));
  for (const dom::element file : document["files"].get_array()) {
    state.files.push_back({std::string(std::string_view(file["path"])), std::uint64_t(file["length"]),
                           std::string(std::string_view(file["hash"]))});
  }
  return state;
}

void write_state(const WatchState& state, std::ostream& out) {
  JsonWriter json(out);
  json.begin_object();
  json.text("schema", kSchema);
  json.time("since", state.since);
  json.boolean("live", state.live);
  json.begin_array("alerts");
  for (const auto& told : state.told) {
    json.new_line(2);
    json.begin_object();
    json.text("alert", told.alert);
    json.begin_object("labels");
    for (const auto& [name, value] : told.labels) {
      json.text_key(name);
      json.text(value);
    }
    json.end_object();
    json.time("starts_at", told.starts_at);
    json.time("ends_at", told.ends_at);
    json.end_object();
  }
  json.end_array();
  json.begin_array("files");
  for (const auto& file : state.files) {
    json.new_line(2);
    json.begin_object();
    json.text("path", file.path);
    json.count("length", file.length);
    json.text("hash", file.hash);
    json.end_object();
  }
  json.end_array();
  json.end_object();
  json.finish();
}

}  // namespace

Result<WatchState> load_watch_state(const std::string& path) {
  std::error_code error;
  if (!std::filesystem::exists(path, error)) return WatchState{};
  try {
    dom::parser parser;
    return read_state(parser.load(path));
  } catch (const simdjson::simdjson_error& failure) {
    return Error{ErrorKind::configuration, path, "is not the state of a watch", "remove it, or name another with --state"};
  }
}

Result<void> save_watch_state(const std::string& path, const WatchState& state) {
  if (auto made = make_folder_of(path, kOtherState); !made) return made.error();
  return write_output(path, [&](std::ostream& out) { write_state(state, out); });
}

Result<WatchLock> WatchLock::take(const std::string& path) {
  if (auto made = make_folder_of(path, kOtherState); !made) return made.error();
  const auto name = path + ".lock";
  WatchLock lock(open(name.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644));
  if (lock.descriptor_ < 0) {
    return Error{ErrorKind::output, name, "can't be made: " + std::generic_category().message(errno), kOtherState};
  }
  if (flock(lock.descriptor_, LOCK_EX | LOCK_NB) != 0) {
    return Error{ErrorKind::usage, path, "another watch uses this state", "name another with --state"};
  }
  return lock;
}

WatchLock::~WatchLock() {
  if (descriptor_ >= 0) close(descriptor_);
}

}  // namespace invmon::tools
