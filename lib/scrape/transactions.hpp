#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "scrape/pool.hpp"
#include "scrape/series_tracker.hpp"

namespace invmon::scrape {

/// The metrics that tell of the same transactions; those that are empty there are none of.
struct TransactionMetrics {
  std::string transactions;  ///< a counter; or the histogram or summary `durations` itself
  std::string durations;     ///< a histogram or a summary, seconds
  std::string errors;        ///< a counter of failures by `error_code`
  std::string items, retries;
  std::string outcome;  ///< the label that tells failures, where there are errors
};

/// Some transactions that have all in common that is known.
struct Transactions {
  Labels labels;         ///< of the counter
  bool failure = false;  ///< as the label `outcome` says
  std::uint64_t count = 0;
  std::optional<double> duration;
  std::optional<std::string> error_code;
  std::uint64_t items = 0, retries = 0;  ///< of all of them
};

/// Whether a label's value is a word for failure: failure, failed, error.
bool says_failure(const std::string& value);

/// Puts together what several metrics tell of the same transactions.
///
/// Series belong together whose common labels are equal. What the metrics don't tell, which of those transactions took how long
/// or had which error code, is shared out evenly. What a metric counted too early or too late for the others (a scrape may fall
/// in between) waits for the next interval.
class TransactionAssembly {
 public:
  explicit TransactionAssembly(TransactionMetrics metrics) : metrics_(std::move(metrics)) {}

  std::vector<Transactions> take(const Interval& interval);

 private:
  TransactionMetrics metrics_;
  std::map<Labels, Pool<double>> durations_;  ///< waiting, as the others
  std::map<Labels, Pool<std::string>> errors_;
  std::map<Labels, std::uint64_t> items_, retries_;
};

}  // namespace invmon::scrape
