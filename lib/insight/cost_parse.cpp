#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "base/text.hpp"
#include "base/time.hpp"
#include "insight/cost_check.hpp"
#include "policy/condition_quantity.hpp"
#include "record/yaml_reader.hpp"

namespace invmon::insight {
namespace {

using record::YamlReader;
using std::string_view;

constexpr std::array<string_view, 8> kCostKeys = {"currency", "compute", "fixed_monthly", "retry",
                                                  "failure",  "manual",  "investment",    "start"};
constexpr std::array<string_view, 6> kComputeKeys = {"billed", "per_cpu_hour", "cpus", "per_gb_hour", "gb", "per_transaction"};
constexpr std::array<string_view, 2> kFailureKeys = {"minutes", "hourly_rate"};
constexpr std::array<string_view, 5> kManualKeys = {"minutes_per_item", "minutes_per_transaction", "hourly_rate", "error_rate",
                                                    "cost_per_error"};
constexpr std::array<string_view, 2> kGaugeKeys = {"gauge", "factor"};

bool is_currency(const std::string& text) {
  return text.size() == 3 && std::ranges::all_of(text, [](char c) { return c >= 'A' && c <= 'Z'; });
}

/// Reads the texts of a profile one after the other, each over what the earlier ones have said.
class CostParser {
 public:
  explicit CostParser(const record::Profile& profile) : profile_(profile) {}

  void read(YamlReader& yaml, const YAML::Node& root) {
    if (root["cost"].IsDefined()) read_cost(yaml, root["cost"]);
  }

  Result<CostModel> finish() && {
    if (const auto checked = check_cost({model_, places_, profile_}); !checked) return checked.error();
    return std::move(model_);
  }

 private:
  void read_cost(YamlReader& yaml, const YAML::Node& node) {
    if (!yaml.check_map(node, "cost", kCostKeys)) return;
    places_["cost"] = yaml.where(node);
    check_section(yaml, node, "compute", kComputeKeys);
    check_section(yaml, node, "failure", kFailureKeys);
    check_section(yaml, node, "manual", kManualKeys);
    if (yaml.failed()) return;
    read_words(yaml, node);
    for (const auto& info : input_infos()) {
      const YAML::Node section = info.section.empty() ? node : node[std::string(info.section)];
      if (section.IsDefined() && info.input != Input::manual_minutes) {
        read_input(yaml, section[std::string(info.key)], info.input);
      }
    }
    read_manual_minutes(yaml, node["manual"]);
  }

  void check_section(YamlReader& yaml, const YAML::Node& cost, const char* name, std::span<const string_view> keys) {
    const YAML::Node node = cost[name];
    if (!node.IsDefined() || !yaml.check_map(node, fmt::format("cost.{}", name), keys)) return;
    places_[name] = yaml.where(node);
  }

  void read_input(YamlReader& yaml, const YAML::Node& node, Input input) {
    if (yaml.failed() || !node.IsDefined()) return;
    places_[input_key(model_, input)] = yaml.where(node);
    if (input == Input::cpus) return read_amount(yaml, node, input, model_.cpu_gauge);
    if (input == Input::gb) return read_amount(yaml, node, input, model_.memory_gauge);
    model_[input] = read_number(yaml, node, input);
  }

  double read_number(YamlReader& yaml, const YAML::Node& node, Input input) {
    const std::string key = input_key(model_, input);
    const auto text = yaml.text(node, key);
    if (!text) return 0;
    const bool share = input == Input::manual_error_rate;
    const auto amount = policy::parse_amount(*text);
    const bool kind =
        amount && (amount->quantity == policy::Quantity::number || (share && amount->quantity == policy::Quantity::percent));
    if (kind && amount->value >= 0 && amount->value <= (share ? 1 : kMaxInput)) return amount->value;
    if (share) {
      yaml.fail(node, fmt::format("{} must lie between 0% and 100%, not '{}'", key, *text), "write it like 2%");
    } else {
      yaml.fail(node, fmt::format("{} must be a number from 0 to 1e12, not '{}'", key, *text),
                fmt::format("a number of {}, such as 12.5", input_unit(model_, input)));
    }
    return 0;
  }

  /// A number, or {gauge: NAME, factor: NUMBER}.
  void read_amount(YamlReader& yaml, const YAML::Node& node, Input input, std::optional<GaugeRef>& gauge) {
    gauge.reset();
    if (!node.IsMap()) {
      model_[input] = read_number(yaml, node, input);
      return;
    }
    const std::string key = input_key(model_, input);
    if (!yaml.check_map(node, key, kGaugeKeys)) return;
    for (const char* part : {"gauge", "factor"}) {
      if (!node[part].IsDefined())
        yaml.fail(node, fmt::format("{} has no {}", key, part), "write {gauge: cpu_percent, factor: 0.01}");
    }
    gauge = find_gauge(yaml, node["gauge"]);
    model_[input] = read_number(yaml, node["factor"], input);
  }

  GaugeRef find_gauge(YamlReader& yaml, const YAML::Node& node) {
    const std::string name = yaml.text(node, "gauge").value_or("");
    std::vector<std::string> known;
    for (const auto& gauge : profile_.gauges) known.push_back(gauge.name);
    const auto found = std::ranges::find(known, name);
    if (found == known.end()) {
      const auto all = known.empty() ? "the profile has no gauges" : fmt::format("gauges: {}", fmt::join(known, ", "));
      yaml.fail(node, fmt::format("unknown gauge '{}'", name), did_you_mean(name, known, all));
    }
    return {static_cast<std::size_t>(found - known.begin()), name, yaml.where(node)};
  }

  void read_manual_minutes(YamlReader& yaml, const YAML::Node& manual) {
    if (!manual.IsDefined()) return;
    const YAML::Node item = manual["minutes_per_item"], transaction = manual["minutes_per_transaction"];
    if (item.IsDefined() && transaction.IsDefined()) {
      return yaml.fail(transaction, "the manual baseline has minutes per item or per transaction, not both");
    }
    if (!item.IsDefined() && !transaction.IsDefined()) return;
    model_.manual_per = item.IsDefined() ? CostModel::Per::item : CostModel::Per::transaction;
    read_input(yaml, item.IsDefined() ? item : transaction, Input::manual_minutes);
  }

  void read_words(YamlReader& yaml, const YAML::Node& node) {
    if (const auto currency = yaml.text(node["currency"], "currency")) {
      if (!is_currency(*currency)) {
        yaml.fail(node["currency"], fmt::format("'{}' is no currency", *currency), "write its three letters: EUR, USD, JPY");
      }
      places_["currency"] = yaml.where(node["currency"]);
      model_.currency = *currency;
    }
    if (const auto start = yaml.text(node["start"], "start")) {
      const auto day = parse_time_bound(*start, TimeZone());
      const bool whole = day && !day->relative && start->size() == string_view("2025-01-31").size();
      if (!whole) yaml.fail(node["start"], fmt::format("not a date: '{}'", *start), "write it like 2025-01-31");
      places_["start"] = yaml.where(node["start"]);
      if (whole) model_.start_day = floor_div(day->value, kDay);
    }
    const YAML::Node compute = node["compute"];
    if (compute.IsDefined()) read_billed(yaml, compute["billed"]);
  }

  void read_billed(YamlReader& yaml, const YAML::Node& node) {
    const auto text = yaml.text(node, "billed");
    if (!text) return;
    places_["compute.billed"] = yaml.where(node);
    if (*text != "busy" && *text != "elapsed") yaml.fail(node, fmt::format("unknown billed '{}'", *text), "busy or elapsed");
    model_.billed = *text == "busy" ? CostModel::Billed::busy : CostModel::Billed::elapsed;
  }

  const record::Profile& profile_;
  CostModel model_;
  CostPlaces places_;
};

}  // namespace

Result<CostModel> parse_cost(const record::Profile& profile) {
  CostParser parser(profile);
  const auto read = record::read_texts(profile.texts, [&](YamlReader& yaml, const YAML::Node& root) { parser.read(yaml, root); });
  if (!read) return read.error();
  return std::move(parser).finish();
}

}  // namespace invmon::insight
