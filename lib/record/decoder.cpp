#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <utility>

#include "base/text.hpp"
#include "record/field_value.hpp"
#include "record/record.hpp"

namespace invmon::record {
namespace {

/// Always false.
[[gnu::cold]] bool bad_value(std::string_view path, std::string_view expected, const Value& value, std::string& detail) {
  detail = describe_unreadable(path, expected, value);
  return false;
}

/// Profiles are checked where they are read, so this can fail only for one that was put together otherwise.
Result<std::optional<RememberedCondition>> compile_condition(const std::optional<SourcedText>& condition, Layout& layout) {
  if (!condition) return std::optional<RememberedCondition>();
  auto compiled = Expression::compile(condition->text, layout, {condition->where + ": expression", 1});
  if (!compiled) return compiled.error();
  return std::optional(RememberedCondition(*std::move(compiled)));
}

Error unknown_dimension(const std::string& dimension, const Profile& profile) {
  std::vector<std::string> names;
  for (const DimensionField& field : profile.dimensions) names.push_back(field.name);
  const std::string all = names.empty() ? fmt::format("the profile '{}' has none", profile.name)
                                        : fmt::format("dimensions: {}", fmt::join(names, ", "));
  return {ErrorKind::usage, "--by", fmt::format("unknown dimension '{}'", dimension), did_you_mean(dimension, names, all)};
}

}  // namespace

std::string_view name(DropReason reason) {
  static constexpr std::array<std::string_view, kDropReasons> kNames = {"blank",    "malformed",    "no_time",  "bad_value",
                                                                        "too_long", "out_of_range", "filtered", "duplicate"};
  return kNames[static_cast<std::size_t>(reason)];
}

Decoder::Slot Decoder::slot(const std::string& path) { return {layout_.slot(path), path}; }

Decoder::TimeSlot Decoder::time_slot(const TimeField& field) {
  TimeSlot result{layout_.slot(field.path), field.format, field.zone, field.path, std::nullopt};
  if (field.nanos) {
    result.nanos = layout_.slot(*field.nanos);
    result.path += " + " + *field.nanos;
  }
  return result;
}

Decoder::DurationSlot Decoder::duration_slot(const DurationField& field) {
  DurationSlot result;
  result.unit = field.unit;
  if (field.from && field.to) {
    result.from = time_slot(*field.from);
    result.to = time_slot(*field.to);
  } else {
    result.value = slot(field.path);
  }
  return result;
}

Result<void> Decoder::compile_keys(const Profile& profile, const std::vector<std::string>& by) {
  if (by.size() > kMaxKeys) {
    return Error{ErrorKind::usage, "--by", fmt::format("{} dimensions", by.size()), fmt::format("at most {}", kMaxKeys)};
  }
  for (const std::string& dimension : by) {
    const auto found = std::find_if(profile.dimensions.begin(), profile.dimensions.end(),
                                    [&](const DimensionField& field) { return field.name == dimension; });
    if (found == profile.dimensions.end()) return unknown_dimension(dimension, profile);
    auto& key = keys_.emplace_back();
    for (const auto& path : found->paths) key.slots.push_back(slot(path));
    if (KeyText::needed(*found)) key.text.emplace(*found);
  }
  return {};
}

Result<Decoder> Decoder::compile(const Profile& profile, const Selection& selection) {
  Decoder decoder;
  for (const TimeField& field : profile.times) decoder.times_.push_back(decoder.time_slot(field));
  for (const DurationField& field : profile.durations) decoder.durations_.push_back(decoder.duration_slot(field));
  if (profile.error_code) decoder.error_code_ = decoder.slot(*profile.error_code);
  if (profile.retries) decoder.retries_ = decoder.slot(*profile.retries);
  if (profile.items) decoder.items_ = decoder.slot(*profile.items);
  if (profile.count) decoder.count_ = decoder.slot(*profile.count);
  for (const GaugeField& gauge : profile.gauges) decoder.gauges_.push_back(decoder.slot(gauge.path));
  if (auto compiled = decoder.compile_keys(profile, selection.by); !compiled) return compiled.error();

  auto transaction = compile_condition(profile.transaction, decoder.layout_);
  if (!transaction) return transaction.error();
  auto failure = compile_condition(profile.failure, decoder.layout_);
  if (!failure) return failure.error();
  decoder.transaction_ = *std::move(transaction);
  decoder.failure_ = *std::move(failure);
  if (!selection.where.empty()) {
    auto where = Expression::compile(selection.where, decoder.layout_, {"--where", 1});
    if (!where) return Error{ErrorKind::usage, where.error().where, where.error().what, where.error().hint};
    decoder.where_.emplace(*std::move(where));
  }
  if (selection.conditions.size() > kMaxConditions) {
    return Error{ErrorKind::configuration, profile.name, fmt::format("{} different filters", selection.conditions.size()),
                 fmt::format("rules, SLOs, flows and components may have at most {}", kMaxConditions)};
  }
  for (const SourcedText& condition : selection.conditions) {
    auto compiled = compile_condition(condition, decoder.layout_);
    if (!compiled) return compiled.error();
    decoder.conditions_.push_back(**std::move(compiled));
  }
  for (const std::string& path : selection.texts) decoder.texts_.push_back({decoder.layout_.slot(path), {}});
  decoder.from_ = selection.from;
  decoder.to_ = selection.to;
  return decoder;
}

std::optional<DropReason> Decoder::decode(Values values, Record& record, std::string& detail) {
  const TimeSlot* const time_slot = present_time(values);
  if (time_slot == nullptr) return DropReason::no_time;
  if (!decode_time(*time_slot, values, record.time)) {
    bad_value(time_slot->path, "time", values[time_slot->slot], detail);
    return DropReason::bad_value;
  }
  if (record.time < from_ || record.time >= to_) return DropReason::out_of_range;
  if (where_ && !where_->holds(values)) return DropReason::filtered;

  record.transaction = !transaction_ || transaction_->holds(values);
  record.failure = record.transaction && failure_ && failure_->holds(values);
  record.conditions = 0;
  for (std::size_t i = 0; i < conditions_.size(); ++i) {
    record.conditions |= static_cast<std::uint64_t>(conditions_[i].holds(values)) << i;
  }
  const bool readable = decode_durations(values, record, detail) && decode_counts(values, record, detail) &&
                        decode_gauges(values, record, detail) && decode_texts(values, record, detail);
  return readable ? std::nullopt : std::optional(DropReason::bad_value);
}

const Decoder::TimeSlot* Decoder::present_time(Values values) const {
  for (const TimeSlot& slot : times_) {
    if (values[slot.slot].kind != Value::Kind::absent) return &slot;
  }
  return nullptr;
}

bool Decoder::decode_time(const TimeSlot& slot, Values values, Nanos& time) {
  const Value& value = values[slot.slot];
  const bool text =
      value.kind == Value::Kind::string && (slot.format == TimeFormat::automatic || slot.format == TimeFormat::rfc3339);
  if (text && slot.zone.is_utc() && !slot.nanos && minutes_.parse(value.string, time)) return true;
  const auto other = time_at(slot, values);
  if (other) time = *other;
  return other.has_value();
}

std::optional<Nanos> Decoder::time_at(const TimeSlot& slot, Values values) {
  const auto time = read_time(values[slot.slot], slot.format, slot.zone);
  if (!time || !slot.nanos || values[*slot.nanos].kind == Value::Kind::absent) return time;
  std::uint64_t nanos = 0;
  if (!read_count(values[*slot.nanos], nanos) || nanos >= kSecond) return std::nullopt;
  const auto added = static_cast<Nanos>(nanos);
  return *time > std::numeric_limits<Nanos>::max() - added ? std::nullopt : std::optional(*time + added);
}

bool Decoder::decode_durations(Values values, Record& record, std::string& detail) const {
  record.duration.reset();
  for (const DurationSlot& slot : durations_) {
    if (!decode_duration(slot, values, record, detail)) return false;
    if (record.duration) return true;
  }
  return true;
}

bool Decoder::decode_duration(const DurationSlot& slot, Values values, Record& record, std::string& detail) {
  if (!slot.from) {
    const Value& value = values[slot.value.slot];
    if (value.kind == Value::Kind::absent) return true;
    double seconds = 0;
    if (!read_seconds(value, slot.unit, seconds)) return bad_value(slot.value.path, "duration", value, detail);
    record.duration = seconds;
    return true;
  }
  const TimeSlot& from_slot = *slot.from;
  const TimeSlot& to_slot = *slot.to;
  const Value& from_value = values[from_slot.slot];
  const Value& to_value = values[to_slot.slot];
  if (from_value.kind == Value::Kind::absent || to_value.kind == Value::Kind::absent) return true;
  const auto from = time_at(from_slot, values);
  if (!from) return bad_value(from_slot.path, "time", from_value, detail);
  const auto to = time_at(to_slot, values);
  if (!to) return bad_value(to_slot.path, "time", to_value, detail);
  if (*to < *from) return bad_value(to_slot.path, fmt::format("time after '{}'", from_slot.path), to_value, detail);
  // The difference of any two points fits 64 bits only without a sign.
  const std::uint64_t span = static_cast<std::uint64_t>(*to) - static_cast<std::uint64_t>(*from);
  record.duration = to_seconds(static_cast<double>(span), TimeUnit::nanoseconds);
  return true;
}

bool Decoder::decode_counts(Values values, Record& record, std::string& detail) const {
  const auto read = [&](const std::optional<Slot>& slot, std::uint64_t& count) -> bool {
    count = 0;
    if (!slot || values[slot->slot].kind == Value::Kind::absent) return true;
    const Value& value = values[slot->slot];
    return read_count(value, count) || bad_value(slot->path, "whole number from 0 to 2^53", value, detail);
  };
  if (!read(retries_, record.retries) || !read(items_, record.items)) return false;
  return !count_ || decode_count(values, record, detail);
}

bool Decoder::decode_count(Values values, Record& record, std::string& detail) const {
  const Value& value = values[count_->slot];
  record.counted = value.kind != Value::Kind::absent;
  record.count = 1;
  const bool whole = !record.counted || read_count(value, record.count);
  if (whole && record.count > 0 && record.count <= kMostTransactions) return true;
  return bad_value(count_->path, "whole number from 1 to 2^32", value, detail);
}

bool Decoder::decode_gauges(Values values, Record& record, std::string& detail) const {
  record.gauges.clear();
  for (const Slot& slot : gauges_) {
    auto& gauge = record.gauges.emplace_back();
    const Value& value = values[slot.slot];
    if (value.kind == Value::Kind::absent) continue;
    double number = 0;
    if (!read_finite(value, number)) return bad_value(slot.path, "finite number", value, detail);
    gauge = number;
  }
  return true;
}

bool Decoder::decode_texts(Values values, Record& record, std::string& detail) {
  const auto read = [&](const Slot& slot, std::string& scratch, std::optional<std::string_view>& text) -> bool {
    text.reset();
    const Value& value = values[slot.slot];
    if (value.kind == Value::Kind::absent) return true;
    text = read_text(value, scratch);
    if (!text) return bad_value(slot.path, "text or number", value, detail);
    if (text->empty()) text.reset();
    return true;
  };
  record.error_code.reset();
  if (error_code_ && !read(*error_code_, error_code_text_, record.error_code)) return false;
  auto out = record.keys.begin();
  for (KeySlot& key_slot : keys_) {
    std::optional<std::string_view> key;
    for (const Slot& slot : key_slot.slots) {
      if (!read(slot, key_slot.scratch, key)) return false;
      if (key) break;
    }
    if (key && key_slot.text) key = key_slot.text->key(*key);
    *out++ = key.value_or(kNoKey);
  }
  record.texts.clear();
  for (auto& [slot, scratch] : texts_) {
    auto& text = record.texts.emplace_back(read_text(values[slot], scratch));
    if (text && text->empty()) text.reset();
  }
  return true;
}

}  // namespace invmon::record
