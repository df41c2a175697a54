#pragma once

#include <string>

#include "base/time.hpp"
#include "generate/inventory_bot.hpp"

namespace invmon::generate {

/// Appends log lines, each one JSON object and a line feed. `out` must outlive the writer.
class LineWriter {
 public:
  explicit LineWriter(std::string& out) : out_(out) {}

  /// "batch_complete", or "batch_error" with its code.
  void batch(const Batch& batch);

  void bot_start(Nanos time, std::uint32_t pid);

 private:
  std::string_view date(Nanos day);

  std::string& out_;
  Nanos day_ = -1;
  std::string date_;  ///< of `day_`, with the T after it
};

}  // namespace invmon::generate
