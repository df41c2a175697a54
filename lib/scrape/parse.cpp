#include "scrape/parse.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <optional>
#include <unordered_map>
#include <utility>

#include "base/text.hpp"
#include "input/line_text.hpp"
#include "scrape/family_check.hpp"

namespace invmon::scrape {
namespace {

constexpr std::array<std::pair<std::string_view, MetricType>, 9> kTypes = {{{"unknown", MetricType::unknown},
                                                                            {"counter", MetricType::counter},
                                                                            {"gauge", MetricType::gauge},
                                                                            {"histogram", MetricType::histogram},
                                                                            {"gaugehistogram", MetricType::gauge_histogram},
                                                                            {"summary", MetricType::summary},
                                                                            {"info", MetricType::info},
                                                                            {"stateset", MetricType::state_set},
                                                                            {"untyped", MetricType::unknown}}};

std::string_view take_word(std::string_view& text) {
  const auto word = text.substr(0, text.find(' '));
  text.remove_prefix(std::min(word.size() + 1, text.size()));
  return word;
}

class Parser {
 public:
  explicit Parser(Dialect dialect) : strict_(dialect == Dialect::openmetrics), dialect_(dialect) {}

  std::uint64_t line() const { return line_; }

  Exposition read(std::string_view text, std::uint64_t first_line) {
    for (line_ = first_line; !text.empty(); ++line_) read_line(input::take_line(text));
    if (strict_ && !ended_) throw Fault{1, "the text ends without '# EOF': it may be cut off"};
    Exposition result;
    for (auto& built : families_) {
      check(built);
      result.push_back(std::move(built.family));
    }
    return result;
  }

 private:
  struct Built {
    Family family;
    bool typed = false, helped = false;
    std::optional<std::string> unit;
    std::uint64_t unit_line = 0;
  };

  void read_line(std::string_view line) {
    if (ended_) throw Fault{1, "nothing may follow '# EOF'"};
    if (!strict_) line = trimmed(line);
    if (line.empty()) {
      if (strict_) throw Fault{1, "a blank line"};
    } else if (line.front() == '#') {
      read_comment(line);
    } else {
      check_utf8(line);
      add(read_sample(line, dialect_));
    }
  }

  void check_utf8(std::string_view line) const {
    const auto is_ascii = [](char c) { return static_cast<unsigned char>(c) < 0x80; };
    if (!strict_ || std::ranges::all_of(line, is_ascii)) return;
    const auto valid = make_valid_utf8(line);
    const auto differs = std::ranges::mismatch(line, valid).in1;
    if (differs != line.end()) throw Fault{static_cast<std::size_t>(differs - line.begin()) + 1, "not UTF-8"};
  }

  void read_comment(std::string_view line) {
    ended_ = strict_ && line == "# EOF";
    if (ended_) return;
    const bool metadata = line.starts_with("# TYPE ") || line.starts_with("# HELP ") || line.starts_with("# UNIT ");
    if (!metadata && strict_) throw Fault{1, "only TYPE, HELP, UNIT and EOF may be comments"};
    if (!metadata) return;
    const auto keyword = line.substr(2, 4);
    auto rest = line.substr(7);
    const bool whole = strict_ ? rest.find(' ') != std::string_view::npos : !rest.empty();
    const auto name = take_word(rest);
    if (!whole || !is_metric_name(name))
      throw Fault{8, fmt::format("{} must be followed by a metric's name and a space", keyword)};
    auto& built = described(name);
    if (keyword == "TYPE") set_type(built, trimmed_if_loose(rest), line.size() - rest.size() + 1);
    if (keyword == "HELP" && std::exchange(built.helped, true) && strict_) throw Fault{1, "a second HELP of the metric"};
    if (keyword == "UNIT") set_unit(built, rest);
  }

  std::string_view trimmed_if_loose(std::string_view text) const { return strict_ ? text : trimmed(text); }

  /// The metric that metadata is of.
  Built& described(std::string_view name) {
    const auto known = by_name_.find(std::string(name));
    if (known == by_name_.end()) return begin(std::string(name));
    auto& built = families_[known->second];
    if (!strict_) return built;
    if (built.family.name != name) throw Fault{8, clash(name, built)};
    if (!built.family.samples.empty() || &built != &families_.back()) throw Fault{1, "metadata must stand before the samples"};
    return built;
  }

  void set_type(Built& built, std::string_view word, std::size_t column) {
    const auto known = std::ranges::find(kTypes, word, &decltype(kTypes)::value_type::first);
    if (known == kTypes.end() || (strict_ && word == "untyped")) throw Fault{column, fmt::format("unknown type '{}'", word)};
    if (std::exchange(built.typed, true)) throw Fault{1, "a second TYPE of the metric"};
    if (!built.family.samples.empty()) throw Fault{1, "TYPE must stand before the samples"};
    built.family.type = known->second;
    claim(built);
  }

  void set_unit(Built& built, std::string_view unit) {
    if (built.unit && strict_) throw Fault{1, "a second UNIT of the metric"};
    built.unit = unit;
    built.unit_line = line_;
  }

  void add(SampleLine line) {
    auto& built = owner_of(line.sample);
    const auto suffix = suffix_of(line.sample.name, built.family.name, built.family.type);
    if (line.exemplar_column && suffix != "_bucket" && !(built.family.type == MetricType::counter && suffix == "_total")) {
      throw Fault{*line.exemplar_column, "only buckets and totals have exemplars"};
    }
    if (strict_ && built.family.type == MetricType::counter && suffix == "")
      throw Fault{1, "a counter's sample must end in _total"};
    line.sample.line = line_;
    built.family.samples.push_back(std::move(line.sample));
  }

  Built& owner_of(const Sample& sample) {
    if (const auto known = by_name_.find(sample.name); known != by_name_.end()) {
      auto& built = families_[known->second];
      const bool fits = suffix_of(sample.name, built.family.name, built.family.type).has_value();
      if (strict_ && !fits) throw Fault{1, fmt::format("{} is no sample of a metric of that type", sample.name)};
      if (strict_ && &built != &families_.back()) throw Fault{1, "the samples of a metric must stand together"};
      if (fits) return built;
    }
    const auto stem = std::string_view(sample.name).substr(0, sample.name.rfind('_'));
    const bool bucket = !strict_ && sample.name.ends_with("_bucket") && find_label(sample.labels, "le") != nullptr;
    auto& built = begin(std::string(bucket ? stem : sample.name));
    if (bucket) built.family.type = MetricType::histogram;
    if (!strict_ && sample.name.ends_with("_total")) built.family.type = MetricType::counter;
    claim(built);
    return built;
  }

  Built& begin(std::string name) {
    auto& built = families_.emplace_back();
    built.family.name = std::move(name);
    by_name_.emplace(built.family.name, families_.size() - 1);
    return built;
  }

  /// All names that samples of the metric may have are its own from now on.
  void claim(const Built& built) {
    const auto index = static_cast<std::size_t>(&built - families_.data());
    for (const auto suffix : suffixes(built.family.type)) {
      const auto name = built.family.name + std::string(suffix);
      const auto [known, added] = by_name_.emplace(name, index);
      if (strict_ && !added && known->second != index) throw Fault{8, clash(name, families_[known->second])};
    }
  }

  static std::string clash(std::string_view name, const Built& other) {
    return fmt::format("{} is a name of the metric {} already", name, other.family.name);
  }

  void check(const Built& built) const {
    if (auto fault = check_family(built.family, dialect_)) throw *std::move(fault);
    if (!strict_ || built.unit.value_or("").empty()) return;
    const auto type = built.family.type;
    if (!built.family.name.ends_with("_" + *built.unit)) throw Fault{8, "the unit must be the end of the name", built.unit_line};
    if (type == MetricType::info || type == MetricType::state_set) throw Fault{8, "such a metric has no unit", built.unit_line};
  }

  bool strict_;
  Dialect dialect_;
  std::uint64_t line_ = 1;
  bool ended_ = false;
  std::vector<Built> families_;
  std::unordered_map<std::string, std::size_t> by_name_;
};

}  // namespace

Result<Exposition> parse(std::string_view text, Dialect dialect, const TextPlace& place) {
  Parser parser(dialect);
  try {
    return parser.read(text, place.line);
  } catch (const Fault& fault) {
    const auto line = fault.line == 0 ? parser.line() : fault.line;
    return Error{ErrorKind::input, fmt::format("{}:{}:{}", place.path, line, fault.column), fault.what, ""};
  }
}

}  // namespace invmon::scrape
