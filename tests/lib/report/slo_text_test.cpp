#include <doctest/doctest.h>

#include <sstream>

#include "base/text.hpp"
#include "contains.hpp"
#include "lib/report/slo_sample.hpp"

namespace invmon::report {
namespace {

using Slos = std::vector<policy::SloResult>;

std::string slos_text(const Slos& slos, const TextStyle& style = {}) {
  const Report report = sample_report();
  std::ostringstream out;
  write_slo_text({report, slos}, style, out);
  return out.str();
}

std::string markdown_of(const Slos& slos) {
  const Report report = sample_report();
  std::ostringstream out;
  write_slo_markdown({report, slos}, out);
  return out.str();
}

}  // namespace

TEST_CASE("the text says the verdict first and missed SLOs before the others") {
  const std::string text = slos_text({met_slo(), unknown_slo(), missed_slo()});
  CHECK(contains(text, "\n1 of 3 SLOs missed, 1 without a verdict.\n"));
  const auto missed = text.find("\nMISSED  p95 <fast>"), unknown = text.find("\nUNKNOWN  silent\n"),
             met = text.find("\nMET  availability\n");
  REQUIRE(met != std::string::npos);
  CHECK(missed < unknown);
  CHECK(unknown < met);
}

TEST_CASE("the text shows the numbers of an account") {
  const std::string text = slos_text({missed_slo()});
  CHECK(contains(text, "  Objective   95.0 % from 2025-02-01 00:00 to 2025-03-03 00:00 UTC\n"));
  CHECK(contains(text, "  Actual      90.0 % (95 % interval 82.6 % to 94.5 %)\n"));
  CHECK(contains(text, "  Timeslices  90 good, 10 bad, 4 unknown of 1h\n"));
  CHECK(contains(text, "  Budget      200 % used of 5 bad timeslices\n"));
  CHECK(contains(text, "  As time     3d 00h of 1d 12h\n"));
  CHECK(contains(text, "  Exhausted   2025-02-01 07:00 UTC\n"));
  CHECK(contains(text, "  Burn rate   6h -, 1d 2.50\n"));
  CHECK(contains(text, "  2025-02-01 00:00     512 ms      20\n"));
  CHECK(contains(slos_text({met_slo()}), "  Lasts       45d 00h at the last day's rate\n"));
  CHECK(contains(slos_text({met_slo()}), "\n1 of 1 SLO met.\n"));
  CHECK(contains(slos_text({}), "\nThere are no SLOs: "));
}

TEST_CASE("SLO text fits the columns and holds no control characters of the log") {
  for (const std::size_t columns : {40, 57, 80, 200}) {
    std::istringstream lines(slos_text({met_slo(), unknown_slo(), missed_slo()}, {false, columns}));
    for (std::string line; std::getline(lines, line);) {
      INFO(columns, ": ", line);
      CHECK(display_width(line) <= columns);
      for (const char c : line) CHECK(static_cast<unsigned char>(c) >= 0x20);
    }
  }
}

TEST_CASE("at most twenty accounts are shown, and how many more there are") {
  Slos slos(25, met_slo());
  slos.push_back(missed_slo());
  const std::string text = slos_text(slos);
  CHECK(contains(text, "\n6 more\n"));
  CHECK(contains(text, "\nMISSED  "));
  CHECK(contains(markdown_of(slos), "\n6 more.\n"));
}

TEST_CASE("Markdown has the same parts, and hostile names are no markup") {
  const std::string markdown = markdown_of({met_slo(), missed_slo()});
  CHECK(markdown.starts_with("# inventory-bot"));
  CHECK(contains(markdown, "\n1 of 2 SLOs missed.\n"));
  CHECK(contains(markdown, "\n## MET: availability\n"));
  CHECK(contains(markdown, "| Budget | 50.0 % used of 2 bad events |\n"));
  CHECK(contains(markdown, "\n## Worst timeslices of p95"));
  CHECK_FALSE(contains(markdown, "<fast>"));
  for (const char c : markdown) CHECK((c == '\n' || static_cast<unsigned char>(c) >= 0x20));
}

}  // namespace invmon::report
