#include "report/roi_report.hpp"

#include <doctest/doctest.h>

#include <simdjson.h>

#include <sstream>
#include <string>

#include "base/text.hpp"
#include "contains.hpp"
#include "lib/report/sample_report.hpp"

namespace invmon::report {
namespace {

/// A day that loses money, with names that are hostile to every format.
insight::Roi losing_roi() {
  insight::CostModel model;
  model.currency = "EUR";
  model.cpu_gauge = insight::GaugeRef{0, "cpu|<b>\x1b[31m", "p.yaml:1:1"};
  model[insight::Input::per_cpu_hour] = 0.5;
  model[insight::Input::cpus] = 0.01;
  model[insight::Input::failure_minutes] = 30;
  model[insight::Input::failure_rate] = 40;
  model[insight::Input::manual_minutes] = 3;
  model[insight::Input::manual_rate] = 20;
  model[insight::Input::investment] = 5'000;
  model.start_day = 20'120;  // 2025-02-01
  insight::RoiData data;
  data.slices = {{kSampleStart, kSampleStart + 12 * kHour, 10, 2, 0, 0, 0, 0, 50.0, {}},
                 {kSampleStart + 12 * kHour, kSampleStart + kDay, 0, 0, 0, 0, 0, 0, {}, {}}};
  data.cpu_gauge = 50;
  data.errors = {{"E|\x1b[2J\"\n", 1}, {std::nullopt, 1}};
  for (int i = 0; i < 25; ++i) data.groups.push_back({"host", "h" + std::to_string(i), 1, 0, 0});
  data.groups.push_back({"host", "<script>", 1, 2, 0});
  data.objectives = {{"a*b", 0.9}};
  data.start = kSampleStart;
  auto roi = insight::evaluate_roi(model, data);
  REQUIRE(roi);
  return *std::move(roi);
}

template <class Write>
std::string written(Write write) {
  const Report report = sample_report();
  const insight::Roi roi = losing_roi();
  std::ostringstream out;
  write(RoiReport{report, roi}, out);
  return out.str();
}

std::string roi_text(const TextStyle& style) {
  return written([&](const auto& roi, auto& out) { write_roi_text(roi, style, out); });
}

}  // namespace

// 24 h x 0.5 CPUs x 0.5 = 6; 2 failures x 30 / 60 x 40 = 40; 10 transactions x 3 / 60 x 20 = 10 by hand.
TEST_CASE("the text says what was lost, and why it is never paid back") {
  const std::string text = roi_text({false, 80});
  CHECK(contains(text, "Lost 36.00 EUR in 1d 00h: 10.00 EUR by hand, 46.00 EUR as it runs"));
  CHECK(contains(text, "No break-even. It saves nothing: -36.00 a day against the work by hand."));
  CHECK(contains(text, "\n  = 2 failures x 30 min / 60 x 40\n"));
  CHECK(contains(text, "ROI of a year at this rate: "));
  CHECK(contains(text, "Payback: -."));
  CHECK(contains(text, "\n6 more\n"));
}

TEST_CASE("ROI text fits the columns and holds no control characters of the log") {
  for (const std::size_t columns : {20, 40, 57, 80, 200}) {
    std::istringstream lines(roi_text({false, columns}));
    for (std::string line; std::getline(lines, line);) {
      INFO(columns, ": ", line);
      CHECK(display_width(line) <= std::max<std::size_t>(columns, 40));
      CHECK(line.find('\x1b') == std::string::npos);
    }
  }
  CHECK(contains(roi_text({true, 80}), "\x1b[31m"));
}

TEST_CASE("ROI Markdown has every figure with its formula, and all inputs") {
  const std::string text = written([](const auto& roi, auto& out) { write_roi_markdown(roi, out); });
  CHECK(contains(text, "| CPU | 6.00 EUR | 12 CPU-hours x 0.5 |\n"));
  CHECK(contains(text, "| Running cost | 46.00 EUR | 6.00 + 0.00 + 0.00 + 0.00 + 0.00 + 40.00 |\n"));
  CHECK(contains(text, "| Savings | -36.00 EUR | 10.00 - 46.00 |\n"));
  CHECK(contains(text, "| Payback | - | 5,000.00 / -36.00 a day |\n"));
  CHECK(contains(text, "| Meeting SLO a\\*b | 20.00 EUR | (2 failures - 1 allowed) x 20.00 |\n"));
  CHECK(contains(text, "| failure.minutes | 30 | minutes/failure | manual repair of a failure | failures, SLOs |\n"));
  CHECK(contains(text, "| start | 2025-02-01 | date |"));
  CHECK_FALSE(contains(text, "<script>"));
  CHECK_FALSE(contains(text, "\x1b"));
}

TEST_CASE("ROI JSON is valid and says null for what does not exist") {
  const std::string text = written([](const auto& roi, auto& out) { write_roi_json(roi, out); });
  const simdjson::padded_string padded(text);
  simdjson::dom::parser parser;
  simdjson::dom::element root;
  REQUIRE(parser.parse(padded).get(root) == simdjson::SUCCESS);
  CHECK(std::string_view(root["schema"]) == "invmon.roi/v1");
  CHECK(std::string_view(root["currency"]) == "EUR");
  CHECK(std::string_view(root["start"]) == "2025-02-01");
  CHECK(root["inputs"].get_array().size() == insight::kInputs);
  CHECK(root["causes"].at(5)["value"].get_double().value() == 40);
  CHECK(root["windows"].at(1)["cost_per_transaction"].is_null());
  CHECK(std::string_view(root["break_even"]["state"]) == "never");
  CHECK(root["break_even"]["at"].is_null());
  CHECK(root["errors"].at(0)["code"].is_null());
  CHECK(std::string_view(root["errors"].at(1)["code"]) == "E|\x1b[2J\"\n");
  CHECK(std::string_view(root["groups"]["host"].at(0)["key"]) == "<script>");
}

}  // namespace invmon::report
