#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "base/time.hpp"
#include "record/key_text.hpp"
#include "record/layout.hpp"
#include "record/minute_cache.hpp"
#include "record/profile.hpp"
#include "record/remembered_condition.hpp"

namespace invmon::record {

/// Why a line did not become a record. The order is that of the report.
enum class DropReason : std::uint8_t {
  blank,         ///< nothing but white space
  malformed,     ///< not one JSON object
  no_time,       ///< the profile's time field is absent
  bad_value,     ///< a field of the profile holds what it can't hold
  too_long,      ///< longer than the allowed line
  out_of_range,  ///< outside --from/--to
  filtered,      ///< --where does not hold
  duplicate,     ///< already counted
};
inline constexpr std::size_t kDropReasons = 8;
/// The name that the report gives a reason: "blank", "malformed", ...
std::string_view name(DropReason reason);

/// At most this many dimensions can be grouped by at once.
inline constexpr std::size_t kMaxDimensions = 4;

/// At most this many dimensions can be read of each record, and as many conditions be told.
inline constexpr std::size_t kMaxKeys = 16;
inline constexpr std::size_t kMaxConditions = 64;

/// The key of records in which a dimension is absent.
inline constexpr std::string_view kNoKey = "(none)";

/// A line tells of at most so many transactions.
inline constexpr std::uint64_t kMostTransactions = std::uint64_t{1} << 32;

/// One line of a log, typed. Views live until the next record is decoded.
struct Record {
  Nanos time = 0;
  bool transaction = false;
  bool failure = false;            ///< only a transaction can fail
  bool counted = false;            ///< the line says of how many transactions it tells: their order is not known
  std::optional<double> duration;  ///< seconds, finite, >= 0
  std::optional<std::string_view> error_code;
  std::uint64_t count = 1;                             ///< of how many transactions the line tells, 1 to kMostTransactions
  std::uint64_t retries = 0;                           ///< of all of them, at most 2^53; items likewise
  std::uint64_t items = 0;                             ///< at most 2^53
  std::vector<std::optional<double>> gauges;           ///< in the profile's order; finite
  std::array<std::string_view, kMaxKeys> keys;         ///< of the dimensions asked for, in their order; never empty for those
  std::uint64_t conditions = 0;                        ///< bit i: condition i of the selection holds
  std::vector<std::optional<std::string_view>> texts;  ///< of the selection's paths, in their order; never empty
};

/// Which records are wanted, and what they are grouped by.
struct Selection {
  Nanos from = std::numeric_limits<Nanos>::min();  ///< half-open range [from, to)
  Nanos to = std::numeric_limits<Nanos>::max();
  std::string where;                         ///< an expression; empty for all
  std::vector<std::string> by;               ///< names of the profile's dimensions, at most kMaxKeys
  std::vector<SourcedText> conditions = {};  ///< expressions to tell of each record, at most kMaxConditions
  std::vector<std::string> texts = {};       ///< paths of texts and numbers to read of each record; others are as if absent

  /// The place of a dimension, an expression or a path in these lists, to which it is added if it is missing.
  std::size_t place_dimension(const std::string& name);
  std::size_t place_condition(const SourcedText& expression);
  std::size_t place_text(const std::string& path);
};

/// Turns the values of a line into a record, as a profile and a selection say.
class Decoder {
 public:
  /// Compiles a profile and a selection. Errors: a bad expression, an unknown dimension (with the near spelling), too many. Those
  /// of the selection's filter and groups are errors of usage at "--where:COLUMN" and "--by".
  static Result<Decoder> compile(const Profile& profile, const Selection& selection);

  /// What a reader has to fill in.
  const Layout& layout() const { return layout_; }

  /// Fills `record`. Returns why not, if the line does not become one; `detail` then says more (set for bad_value only). The
  /// checks are made in this order: time, range, where, then the other fields. `record.time` is set for all reasons but no_time
  /// and a bad_value of the time field itself. Not for use from several threads at once: each thread compiles or copies its own.
  std::optional<DropReason> decode(Values values, Record& record, std::string& detail);

 private:
  struct TimeSlot {
    std::size_t slot = 0;
    TimeFormat format = TimeFormat::automatic;
    TimeZone zone;
    std::string path;
    std::optional<std::size_t> nanos;
  };
  struct Slot {
    std::size_t slot = 0;
    std::string path;
  };
  struct KeySlot {
    std::vector<Slot> slots;  ///< the first that is not absent counts
    std::optional<KeyText> text;
    std::string scratch;  ///< a key that is no string, as text
  };
  struct TextSlot {
    std::size_t slot = 0;
    std::string scratch;
  };
  struct DurationSlot {
    Slot value;
    TimeUnit unit = TimeUnit::seconds;
    std::optional<TimeSlot> from;
    std::optional<TimeSlot> to;
  };

  Slot slot(const std::string& path);
  TimeSlot time_slot(const TimeField& field);
  DurationSlot duration_slot(const DurationField& field);
  Result<void> compile_keys(const Profile& profile, const std::vector<std::string>& by);

  bool decode_time(const TimeSlot& slot, Values values, Nanos& time);
  static std::optional<Nanos> time_at(const TimeSlot& slot, Values values);
  const TimeSlot* present_time(Values values) const;

  /// These set `detail` and return false if a field holds what it can't hold.
  bool decode_durations(Values values, Record& record, std::string& detail) const;
  static bool decode_duration(const DurationSlot& slot, Values values, Record& record, std::string& detail);
  bool decode_counts(Values values, Record& record, std::string& detail) const;
  bool decode_count(Values values, Record& record, std::string& detail) const;
  bool decode_gauges(Values values, Record& record, std::string& detail) const;
  bool decode_texts(Values values, Record& record, std::string& detail);

  Layout layout_;
  std::vector<TimeSlot> times_;
  MinuteCache minutes_;
  std::vector<DurationSlot> durations_;
  std::optional<Slot> error_code_;
  std::optional<Slot> retries_;
  std::optional<Slot> items_;
  std::optional<Slot> count_;
  std::vector<Slot> gauges_;
  std::vector<KeySlot> keys_;
  std::optional<RememberedCondition> transaction_;
  std::optional<RememberedCondition> failure_;
  std::optional<RememberedCondition> where_;
  std::vector<RememberedCondition> conditions_;
  Nanos from_ = 0;
  Nanos to_ = 0;
  std::string error_code_text_;
  std::vector<TextSlot> texts_;
};

}  // namespace invmon::record
