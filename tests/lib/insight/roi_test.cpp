#include "insight/roi.hpp"

#include <cmath>

#include "lib/insight/worked_example.hpp"

namespace invmon::insight {
namespace {

using doctest::Approx;

double value_of(const Roi& roi, std::string_view key) {
  const auto value = roi.figure(key).value;
  REQUIRE(value);
  return *value;
}

TEST_CASE("the worked example of the docs comes out as it does by hand") {
  const Roi roi = evaluated(worked_model(), worked_data());
  const double causes[] = {4.80, 1.92, 2.00, 24.00, 1.00, 20.00};
  REQUIRE(roi.causes.size() == std::size(causes));
  for (std::size_t i = 0; i < std::size(causes); ++i) {
    CAPTURE(roi.causes[i].figure.key);
    CHECK(*roi.causes[i].figure.value == Approx(causes[i]));
    CHECK(*roi.causes[i].share == Approx(causes[i] / 53.72));
    CHECK(*roi.causes[i].per_transaction == Approx(causes[i] / 4));
  }
  CHECK(value_of(roi, "running_cost") == Approx(53.72));
  CHECK(value_of(roi, "cost_per_transaction") == Approx(13.43));
  CHECK(value_of(roi, "cost_of_errors") == Approx(21));
  CHECK(value_of(roi, "manual_work") == Approx(440));
  CHECK(value_of(roi, "manual_errors") == Approx(22));
  CHECK(value_of(roi, "baseline") == Approx(462));
  CHECK(value_of(roi, "savings") == Approx(408.28));
  CHECK(value_of(roi, "savings_per_day") == Approx(204.14));
  CHECK(value_of(roi, "savings_per_year") == Approx(74'511.10));
  CHECK(value_of(roi, "net_benefit") == Approx(-591.72));
  CHECK(value_of(roi, "roi_period") == Approx(-591.72 / 1'053.72));
  CHECK(value_of(roi, "roi") == Approx(73'511.10 / 10'803.90));
  CHECK(value_of(roi, "payback") == Approx(1'000 / 204.14));
  CHECK(value_of(roi, "slo_worth") == Approx(12));
}

TEST_CASE("formulas hold their numbers") {
  const Roi roi = evaluated(worked_model(), worked_data());
  CHECK(roi.causes[0].figure.formula == "96 CPU-hours x 0.05");
  CHECK(roi.causes[3].figure.formula == "48 hours / 730 x 365 a month");
  CHECK(roi.causes[5].figure.formula == "1 failures x 20 min / 60 x 60");
  CHECK(roi.figure("manual_work").formula == "220 items x 3 min / 60 x 40");
  CHECK(roi.figure("roi").formula == "(84,315.00 - 9,803.90 - 1,000.00) / (9,803.90 + 1,000.00)");
  CHECK(roi.figure("slo_worth").formula == "(1 failures - 0.400 allowed) x 20.00");
}

TEST_CASE("days add up to the whole, and the net benefit runs through them") {
  const Roi roi = evaluated(worked_model(), worked_data());
  REQUIRE(roi.slices.size() == 2);
  CHECK(roi.slices[0].cost == Approx(37.36));
  CHECK(roi.slices[1].cost == Approx(16.36));
  CHECK(*roi.slices[0].cost_per_transaction == Approx(18.68));
  CHECK(roi.slices[0].savings == Approx(172.64));
  CHECK(roi.slices[0].cumulative == Approx(-827.36));
  CHECK(roi.slices[1].cumulative == Approx(-591.72));
  CHECK(roi.break_even.state == BreakEven::State::forecast);
  CHECK(format_time(*roi.break_even.at).starts_with("2025-03-05T21:3"));  // 2.8986 days after 3 March
}

TEST_CASE("sensitivity changes one input at a time, and the strongest comes first") {
  const CostModel model = worked_model();
  const Roi roi = evaluated(model, worked_data());
  CHECK(roi.sensitivity.size() == kInputs);
  // 440 of manual work, 20 % of them are 88; ROI of a year (84,315 -+ 16,060 - 10,803.90) / 10,803.90.
  CHECK(roi.sensitivity[0].input == Input::manual_minutes);
  CHECK(roi.sensitivity[1].input == Input::manual_rate);
  CHECK(roi.sensitivity[0].savings_low == Approx(408.28 - 88));
  CHECK(roi.sensitivity[0].savings_high == Approx(408.28 + 88));
  CHECK(*roi.sensitivity[0].roi_low == Approx((84'315 - 16'060 - 10'803.90) / 10'803.90));
  CHECK(*roi.sensitivity[0].roi_high == Approx((84'315 + 16'060 - 10'803.90) / 10'803.90));
  for (const Effect& effect : roi.sensitivity) {
    if (effect.input == Input::investment) CHECK(effect.savings_low == effect.savings_high);
  }
}

TEST_CASE("a day without a transaction costs what is fixed, and has no cost per transaction") {
  RoiData data = worked_data();
  data.slices = {{kWorkedStart, kWorkedStart + kDay, 0, 0, 0, 0, 0, 0, {}, {}}};
  const Roi roi = evaluated(worked_model(), data);
  CHECK(value_of(roi, "running_cost") == Approx(15.36));
  CHECK_FALSE(roi.figure("cost_per_transaction").value);
  CHECK_FALSE(roi.figure("payback").value);
  CHECK(value_of(roi, "roi") == Approx(-1));
  CHECK(value_of(roi, "slo_worth") == 0);
  CHECK(roi.break_even.state == BreakEven::State::never);
}

TEST_CASE("a system that costs nothing has no ROI") {
  CostModel model = worked_model();
  model.values = {};
  const Roi roi = evaluated(model, worked_data());
  CHECK_FALSE(roi.figure("roi").value);
  CHECK_FALSE(roi.causes[0].share);
  CHECK(value_of(roi, "savings") == 0);
  CHECK(roi.sensitivity.empty());
  CHECK(roi.break_even.state == BreakEven::State::reached);
}

TEST_CASE("the largest inputs and counts stay finite") {
  CostModel model = worked_model();
  model.values.fill(kMaxInput);
  model[Input::manual_error_rate] = 1;
  RoiData data = worked_data();
  data.slices[0].items = data.slices[0].failures = data.slices[0].transactions = 1ULL << 53;
  const Roi roi = evaluated(model, data);
  for (const Figure& figure : roi.figures) {
    CAPTURE(figure.key);
    if (figure.value) CHECK(std::isfinite(*figure.value));
  }
}

TEST_CASE("a gauge counts window by window, and a window without a reading takes the mean") {
  CostModel model = worked_model();
  model.cpu_gauge = GaugeRef{0, "cpu_percent", "p.yaml:1:1"};
  model[Input::cpus] = 0.01;
  RoiData data = worked_data();
  data.slices[0].cpu_gauge = 50;
  data.cpu_gauge = 40;
  const Roi roi = evaluated(model, data);
  CHECK(*roi.causes[0].figure.value == Approx((24 * 0.5 + 24 * 0.4) * 0.05));
  REQUIRE(roi.notes.size() == 1);
  CHECK(roi.notes[0] == "1 of 2 windows have no cpu_percent and are taken at its mean, 40.");
}

TEST_CASE("a gauge without any reading is an error, unless nothing is paid for it") {
  CostModel model = worked_model();
  model.memory_gauge = GaugeRef{0, "mem_mb", "p.yaml:7:9"};
  const auto roi = evaluate_roi(model, worked_data());
  REQUIRE_FALSE(roi);
  CHECK(to_string(roi.error()) == "p.yaml:7:9: no record has the gauge 'mem_mb' (give a number in its place)");
  model[Input::per_gb_hour] = 0;
  CHECK(value_of(evaluated(model, worked_data()), "running_cost") == Approx(53.72 - 1.92));
}

TEST_CASE("busy hours are the durations', and transactions without one are told of") {
  CostModel model = worked_model();
  model.billed = CostModel::Billed::busy;
  RoiData data = worked_data();
  data.slices[0].busy_seconds = 1'800;
  data.slices[0].timed = 1;
  const Roi roi = evaluated(model, data);
  CHECK(*roi.causes[0].figure.value == Approx(0.5 * 2 * 0.05));
  REQUIRE(roi.notes.size() == 1);
  CHECK(roi.notes[0] == "3 transactions have no duration and count no CPU or memory.");
}

TEST_CASE("days between the start and the log count at the log's savings per day") {
  RoiData data = worked_data();
  data.start -= 10 * kDay;
  const Roi roi = evaluated(worked_model(), data);
  CHECK(value_of(roi, "net_benefit") == Approx(408.28 + 10 * 204.14 - 1'000));
  CHECK(roi.break_even.state == BreakEven::State::reached);
  CHECK(static_cast<double>(*roi.break_even.at - data.start) == Approx(1'000 / 204.14 * kDay));
  CHECK(roi.notes.size() == 1);
  data.start = kWorkedStart - kHour;
  CHECK(value_of(evaluated(worked_model(), data), "net_benefit") == Approx(-591.72));
}

TEST_CASE("a log that begins before the start is an error") {
  RoiData data = worked_data();
  data.start += kHour;
  const auto roi = evaluate_roi(worked_model(), data);
  REQUIRE_FALSE(roi);
  CHECK(roi.error().what == "the log begins on 2025-03-01T00:00:00.000Z, before cost.start");
}

TEST_CASE("losses are sorted by their cost") {
  RoiData data = worked_data();
  data.errors = {{"A", 1}, {"B", 3}, {std::nullopt, 3}};
  data.groups = {{"host", "x", 5, 0, 1}, {"host", "y", 5, 2, 0}, {"zone", "z", 10, 2, 1}};
  const Roi roi = evaluated(worked_model(), data);
  REQUIRE(roi.errors.size() == 3);
  CHECK_FALSE(roi.errors[0].key);
  CHECK(*roi.errors[1].key == "B");
  CHECK(roi.errors[1].cost == Approx(60));
  REQUIRE(roi.dimensions.size() == 2);
  CHECK(*roi.dimensions[0].groups[0].key == "y");
  CHECK(roi.dimensions[0].groups[0].cost == Approx(40));
  CHECK(roi.dimensions[0].groups[1].cost == Approx(0.5));
}

}  // namespace
}  // namespace invmon::insight
