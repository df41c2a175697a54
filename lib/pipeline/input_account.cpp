#include "pipeline/input_account.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <tuple>
#include <utility>
#include <vector>

namespace invmon::pipeline {

using record::DropReason;

report::Input account_for(std::span<const input::Source> sources, std::span<const SourceResult> results) {
  report::Input input;
  std::vector<std::pair<report::Source, input::Reporter>> by_time;
  input::Reporter total;
  for (std::size_t i = 0; i < results.size(); ++i) {
    const auto& [account, bytes, extent] = results[i];
    by_time.push_back({{sources[i].path, bytes, account.lines(), extent.first, extent.last}, account});
    total.append(account);
    input.bytes += bytes;
  }
  std::stable_sort(by_time.begin(), by_time.end(), [](const auto& a, const auto& b) {
    return std::tuple(!a.first.first, a.first.first) < std::tuple(!b.first.first, b.first.first);
  });
  for (const auto& [source, account] : by_time) {
    input.sources.push_back(source);
    for (const auto& bad : account.examples()) {
      if (input.examples.size() == input::Reporter::kExamples) break;
      input.examples.push_back({source.path, bad.line + 1, bad.offset, record::name(bad.reason), bad.detail});
    }
  }
  input.lines = total.lines();
  input.records = total.records();
  for (std::size_t i = 0; i < record::kDropReasons; ++i) {
    const auto reason = static_cast<DropReason>(i);
    input.dropped.push_back({record::name(reason), total.dropped(reason)});
  }
  return input;
}

Result<void> check_usable(const report::Input& input, const record::Profile& profile) {
  const auto left_out = [&](DropReason reason) { return input.dropped[static_cast<std::size_t>(reason)].lines; };
  if (input.records + left_out(DropReason::out_of_range) + left_out(DropReason::filtered) > 0) return {};
  std::string where = input.sources.size() == 1 ? input.sources[0].path : fmt::format("{} files", input.sources.size());
  if (input.lines == 0) return Error{ErrorKind::input, where, "no usable record in the input: it is empty", ""};
  std::string why;
  for (const auto& dropped : input.dropped) {
    if (dropped.lines > 0) why += fmt::format("{}{} {}", why.empty() ? "" : ", ", dropped.lines, dropped.reason);
  }
  const bool guessed = profile.origin == record::Profile::Origin::detected;
  std::string hint = guessed ? "'invmon inspect' shows what it holds, --profile says how to read it"
                             : "is it a log that the profile '" + profile.name + "' fits?";
  if (!input.examples.empty()) {
    const auto& bad = input.examples.front();
    hint = fmt::format("first bad line: {}:{}: {}{}{}; {}", bad.path, bad.line, bad.reason, bad.detail.empty() ? "" : ": ",
                       bad.detail, hint);
  }
  return Error{ErrorKind::input, where, "no usable record in the input: " + why, hint};
}

}  // namespace invmon::pipeline
