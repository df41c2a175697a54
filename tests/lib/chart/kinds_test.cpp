#include "chart/kinds.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <random>
#include <sstream>

#include "chart/svg.hpp"
#include "fixed_meter.hpp"

namespace invmon::chart {
namespace {

const std::vector<std::string> kHostile = {
    "<script>alert(1)</script>", std::string("a\0b", 3), "\xE2\x80\xAEtxet", "\xFF\xFE",   "", " ",
    std::string(300, 'W'),       "]]>&amp;\"'",          "倉庫-東京",        "line\nbreak"};

struct Shape {
  std::size_t windows = 0;
  double events = 0;      ///< transactions a window
  double failing = 0;     ///< share of them
  double longest = 1;     ///< seconds
  Nanos width = kMinute;  ///< of a window
  std::size_t groups = 0;
};

/// A report of random numbers that agree with each other where charts rely on it.
report::Report make_report(const Shape& shape, unsigned seed) {
  std::mt19937_64 random(seed);
  const auto share = [&] { return static_cast<double>(random() % 1'000) / 1'000; };
  report::Report report;
  report.profile_name = "p";
  report.window_seconds = static_cast<double>(shape.width) / kSecond;
  std::vector<std::uint64_t> counts;
  for (std::size_t i = 0; i < shape.windows; ++i) {
    report::Window window;
    window.from = static_cast<Nanos>(i) * shape.width;
    window.to = window.from + shape.width;
    auto& kpi = window.kpi;
    kpi.transactions = static_cast<std::uint64_t>(shape.events * 2 * share());
    kpi.failures = static_cast<std::uint64_t>(static_cast<double>(kpi.transactions) * shape.failing);
    counts.push_back(kpi.failures);
    kpi.gauges = {{"cpu_percent", 1, share() * 100, 0, 100, 1, 1}, {kHostile[i % kHostile.size()], 0, {}, {}, {}, {}, {}}};
    if (kpi.transactions > 0) {
      const double duration = std::max(1e-9, share() * shape.longest);
      kpi.error_rate = static_cast<double>(kpi.failures) / static_cast<double>(kpi.transactions);
      kpi.transactions_per_minute = share() * 1e6;
      kpi.items_per_minute = share();
      kpi.duration = {kpi.transactions, duration, duration, duration, duration, 0,
                      duration,         duration, duration, duration, duration};
      window.durations = {{0, 0, 1}, {duration, duration * std::exp2(0.25), kpi.transactions}};
    }
    report.kpi.transactions += kpi.transactions;
    report.kpi.failures += kpi.failures;
    report.kpi.items += kpi.transactions;
    report.windows.push_back(std::move(window));
  }
  if (shape.windows == 0) return report;
  report.from = 0;
  report.to = report.windows.back().to;
  if (report.kpi.transactions > 0) {
    const double longest = shape.longest;
    report.kpi.duration = {report.kpi.transactions,
                           1,
                           longest / 2,
                           longest / 8,
                           longest,
                           0,
                           longest / 4,
                           longest / 2,
                           longest / 2,
                           longest,
                           longest};
    report.durations = {{0, 0, 3}, {longest / 8, longest / 4, 9}, {longest / 2, longest, 1}};
  }
  report.kpi.gauges = report.windows.front().kpi.gauges;
  for (std::size_t i = 0; i < shape.groups && report.kpi.failures > 0; ++i) {
    report.errors.push_back({kHostile[i % kHostile.size()] + std::to_string(i), report.kpi.failures, 1, counts});
    report.streaks.push_back({{i + 3, static_cast<Nanos>(i) * kSecond, *report.to}, 0, kHostile[i % kHostile.size()]});
  }
  report::Dimension dimension{"<warehouse>", {}, false};
  for (std::size_t i = 0; i < shape.groups; ++i) {
    dimension.groups.push_back({kHostile[i % kHostile.size()] + std::to_string(i), report.windows[i % shape.windows].kpi});
  }
  report.dimensions.push_back(std::move(dimension));
  for (std::size_t i = 0; i < std::min<std::size_t>(shape.groups, 12); ++i) {
    policy::SloResult slo;
    slo.name = kHostile[i % kHostile.size()];
    slo.objective = 0.995;
    slo.actual = 0.9;
    slo.budget.remaining_ratio = 0.5;
    slo.budget.days_to_exhaustion = share();
    slo.burn_rate = {{kHour, 1, {}}, {kDay, 2, {}}};
    for (std::size_t w = 0; w < shape.windows; ++w) {
      slo.budget.history.emplace_back(1 - 100 * share() * static_cast<double>(w));
      for (auto& burn : slo.burn_rate) burn.history.push_back(share() < 0.1 ? kpi::Maybe() : kpi::Maybe(share() * 200));
    }
    report.slos.push_back(std::move(slo));
  }
  return report;
}

const std::vector<Shape> kShapes = {
    {0, 0, 0, 1, kMinute, 0},         {1, 100, 0.1, 0.5, kMinute, 1},   {1, 100, 1, 1e-9, kSecond, 3},
    {2, 0, 0, 1, kHour, 2},           {90, 50, 0, 1, kHour, 0},         {200, 1e9, 1, 1e7, kDay, 40},
    {5'000, 3, 0.3, 40, kMinute, 12}, {2'190, 1e6, 0.02, 0.2, kDay, 6}, {48, 20, 0.5, 3, 30 * kMinute, 60},
};

/// The boxes of texts, shrunk by what anti-aliasing may share.
std::vector<std::pair<Rect, std::string>> text_boxes(const DrawList& picture) {
  std::vector<std::pair<Rect, std::string>> boxes;
  for (const Item& item : picture.items) {
    if (const auto* text = std::get_if<TextItem>(&item)) boxes.emplace_back(bounds(*text), text->text);
  }
  return boxes;
}

bool overlap(const Rect& a, const Rect& b) {
  constexpr double kSlack = 1;
  return a.x + kSlack < b.right() && b.x + kSlack < a.right() && a.y + kSlack < b.bottom() && b.y + kSlack < a.bottom();
}

void check_texts(const DrawList& picture) {
  const auto boxes = text_boxes(picture);
  for (std::size_t i = 0; i < boxes.size(); ++i) {
    CAPTURE(boxes[i].second);
    CHECK(boxes[i].first.x >= 0);
    CHECK(boxes[i].first.right() <= picture.width + 0.5);
    CHECK(boxes[i].first.bottom() <= picture.height);
    for (std::size_t j = i + 1; j < boxes.size(); ++j) {
      if (!overlap(boxes[i].first, boxes[j].first)) continue;
      CAPTURE(boxes[j].second);
      FAIL_CHECK("two texts overlap");
    }
  }
}

std::string svg_of(const DrawList& picture) {
  std::ostringstream out;
  write_svg(picture, out);
  return out.str();
}

struct Scene {
  report::Report report;
  std::vector<policy::Rule> rules;
  std::vector<policy::Alert> alerts;
  Subject subject;

  Scene(const Shape& shape, unsigned seed) : report(make_report(shape, seed)), subject{report, {}, {}, {}, {}, {}, {}} {
    for (std::size_t i = 0; i < shape.groups; ++i) {
      policy::Rule& rule = rules.emplace_back();
      rule.alert = kHostile[i % kHostile.size()];
      policy::Alert& alert = alerts.emplace_back();
      alert.rule = i;
      alert.pending_since = static_cast<Nanos>(i) * kMinute;
      if (i % 3 > 0) alert.starts_at = alert.pending_since + kMinute;
      if (i % 3 > 1) alert.ends_at = *alert.starts_at + kHour;
      subject.spans.push_back(
          {alert.pending_since, alert.pending_since + kMinute, kHostile[i % kHostile.size()], Span::Kind::incident});
      subject.limits.push_back({"error_rate", {}, 0.01 * static_cast<double>(i), Limit::Kind::slo});
      subject.limits.push_back({"p95", {}, 0.1 * static_cast<double>(i), Limit::Kind::rule});
    }
    subject.rules = rules;
    subject.alerts = alerts;
    subject.halves = Halves{0, report, report};
  }
};

}  // namespace

TEST_CASE("no chart has overlapping texts or ones outside the picture, whatever it is of") {
  const FixedMeter meter;
  for (std::size_t shape = 0; shape < kShapes.size(); ++shape) {
    const Scene scene(kShapes[shape], static_cast<unsigned>(shape));
    for (const double width : {320.0, 960.0, 1'900.0}) {
      for (const Kind& kind : kinds()) {
        for (const bool logarithmic : {true, false}) {
          CAPTURE(shape);
          CAPTURE(width);
          CAPTURE(kind.name);
          check_texts(kind.draw(scene.subject, {light_theme(), meter, width, 400, "", logarithmic}));
        }
      }
    }
  }
}

TEST_CASE("a chart is the same bytes each time, has only finite numbers and keeps log values as text") {
  const FixedMeter meter;
  for (const Shape& shape : kShapes) {
    const Scene scene(shape, 3);
    for (const Kind& kind : kinds()) {
      CAPTURE(kind.name);
      const Style style{dark_theme(), meter, 960, 400, "", true};
      const std::string svg = svg_of(kind.draw(scene.subject, style));
      CHECK(svg == svg_of(kind.draw(scene.subject, style)));
      CHECK(svg.find("nan") == std::string::npos);
      CHECK(svg.find("inf") == std::string::npos);
      CHECK(svg.find("<script") == std::string::npos);
      CHECK(svg.size() < 4'000'000);
    }
  }
}

TEST_CASE("a chart without data says so in words") {
  const FixedMeter meter;
  const Scene scene(kShapes.front(), 1);
  for (const Kind& kind : kinds()) {
    CAPTURE(kind.name);
    const auto boxes = text_boxes(kind.draw(scene.subject, {light_theme(), meter, 960, 400, "", true}));
    REQUIRE(!boxes.empty());
    CHECK(boxes.back().second.find(' ') != std::string::npos);
  }
}

}  // namespace invmon::chart
