#include "policy/sequence.hpp"

#include <bit>

namespace invmon::policy {
namespace {

/// Adds up the numbers of one group in ascending order.
class SequenceAccount {
 public:
  void add(std::uint64_t index, const NumberTable::Page& page) {
    result_.seen += page.seen;
    for (std::size_t word = 0; word < page.bits.size(); ++word) {
      add_word(index * NumberTable::kPageSize + word * 64, page.bits[word]);
    }
  }

  SequenceResult finish() && {
    result_.duplicates = result_.seen - distinct_;
    return std::move(result_);
  }

 private:
  void add_word(std::uint64_t number, std::uint64_t bits) {
    distinct_ += static_cast<std::uint64_t>(std::popcount(bits));
    while (bits != 0) {
      const auto skipped = static_cast<unsigned>(std::countr_zero(bits));
      const auto run = static_cast<unsigned>(std::countr_one(bits >> skipped));
      add_run(number + skipped, run);
      if (skipped + run == 64) return;
      bits &= ~std::uint64_t{0} << (skipped + run);
    }
  }

  void add_run(std::uint64_t from, std::uint64_t length) {
    if (!result_.first) result_.first = from;
    if (result_.last && from - *result_.last > 1) {
      const NumberGap gap{*result_.last + 1, from - 1};
      result_.missing += gap.to - gap.from + 1;
      ++result_.gap_count;
      if (result_.gaps.size() < kGapsShown) result_.gaps.push_back(gap);
    }
    result_.last = from + length - 1;
  }

  SequenceResult result_;
  std::uint64_t distinct_ = 0;
};

}  // namespace

std::vector<SequenceResult> evaluate(const Sequence& sequence, const NumberTable& table) {
  std::map<NumberTable::Group, SequenceAccount> accounts;
  if (sequence.by.empty()) accounts[{}];
  if (table.cut()) accounts[table.cut()->first];
  for (const auto& [place, page] : table.pages()) accounts[place.first].add(place.second, page);
  std::vector<SequenceResult> results;
  for (auto& [group, account] : accounts) {
    auto& result = results.emplace_back(std::move(account).finish());
    result.name = sequence.name;
    for (std::size_t i = 0; i < sequence.by.size(); ++i) result.labels.emplace(sequence.by[i], group[i]);
    if (table.cut() && table.cut()->first == group) result.checked_below = table.cut()->second * NumberTable::kPageSize;
    result.invalid = table.invalid();
  }
  return results;
}

}  // namespace invmon::policy
