#include <algorithm>
#include <array>
#include <string_view>

#include "generate/models.hpp"

namespace invmon::generate {
namespace {

using Level = LineWriter::Level;

struct Route {
  std::string_view path;
  double median_ms;
};

constexpr std::array<Route, 3> kRoutes{
    {{"/api/inventory/health-metrics", 290}, {"/api/inventory/alerts", 140}, {"/api/inventory/optimization", 380}}};

constexpr Nanos kSnapshotPeriod = 15 * kMinute;
constexpr Nanos kLongestDelay = kHour;

enum DashboardLine : std::uint32_t { check_line, queue_line, snapshot_line };

/// An inventory dashboard: requests and viewed actions, synthetic checks every five minutes, snapshots of reorder points every
/// quarter of an hour and the queue's state with them. An outage fails checks, requests and snapshots; a retry storm delivers
/// snapshots late.
class DashboardSlo final : public Model {
 public:
  explicit DashboardSlo(const ModelOptions& options) : seed_(options.seed), incidents_(options.incidents) {}

  void write(const Arrival& arrival, Random& random, LineWriter& lines) const override {
    const Trouble trouble = trouble_at(incidents_, arrival.time);
    if (random.chance(0.4)) return write_action(arrival, trouble, random, lines);
    write_request(arrival, trouble, random, lines);
  }

  void add_appointments(Nanos begin, Nanos end, std::vector<Appointment>& appointments) const override {
    add_periodic(begin, end, 5 * kMinute, 2 * kSecond, check_line, appointments);
    add_periodic(begin, end, kSnapshotPeriod, 30 * kSecond, queue_line, appointments);
    std::vector<Appointment> runs;
    add_periodic(begin - kLongestDelay, end, kSnapshotPeriod, 0, snapshot_line, runs);
    for (Appointment run : runs) {
      run.time += delay(run);
      if (run.time >= begin && run.time < end) appointments.push_back(run);
    }
  }

  void write(const Appointment& appointment, double load, LineWriter& lines) const override {
    Random random = random_of(seed_, appointment);
    const Trouble trouble = trouble_at(incidents_, appointment.time);
    if (appointment.kind == check_line) return write_check(appointment.time, trouble, random, lines);
    if (appointment.kind == queue_line) return write_queue(appointment.time, load, trouble, random, lines);
    write_snapshot(appointment, lines);
  }

 private:
  /// From a snapshot's generation to its delivery.
  Nanos delay(const Appointment& run) const {
    Random random = random_of(seed_, {static_cast<Nanos>(run.number) * kSnapshotPeriod, snapshot_line, 0});
    const Trouble trouble = trouble_at(incidents_, static_cast<Nanos>(run.number) * kSnapshotPeriod);
    const double seconds = 95 * random.lognormal(0.45) * trouble.slowness + (trouble.storm ? 900 + 900 * *trouble.storm : 0);
    return std::min(kLongestDelay, static_cast<Nanos>(seconds * 1000) * kMillisecond);
  }

  static void write_request(const Arrival& arrival, const Trouble& trouble, Random& random, LineWriter& lines) {
    const Route& route = kRoutes[random.chance(0.8) ? 0 : 1 + random.below(2)];
    const bool failed = random.chance(trouble.outage ? 0.5 : 0.002);
    const double ms = route.median_ms * random.lognormal(0.42) * (0.9 + 0.1 * arrival.load) * trouble.slowness;
    lines.begin(arrival.time, failed ? Level::error : Level::info, "api_request")
        .text("path", route.path)
        .number("status", failed ? 500 : 200)
        .number("duration_ms", rounded(ms, 1, 60'000))
        .text("outcome", failed ? "failure" : "success");
    if (failed) lines.text("error_code", trouble.outage ? "DB_UNREACHABLE" : "SHOPIFY_API");
    lines.end();
  }

  static void write_action(const Arrival& arrival, const Trouble& trouble, Random& random, LineWriter& lines) {
    static constexpr std::array<std::string_view, 3> kActions{"reorder", "transfer", "markdown"};
    const double seconds = std::min(3600.0, 55 * random.lognormal(0.42) * (0.9 + 0.1 * arrival.load) * trouble.slowness);
    lines.begin(arrival.written, Level::info, "action_viewed")
        .id("action_id", "a-", arrival.number, 7)
        .text("action", kActions[random.below(kActions.size())])
        .time("queued_at", arrival.written - static_cast<Nanos>(seconds * 1000) * kMillisecond)
        .time("viewed_at", arrival.written)
        .text("outcome", "success")
        .end();
  }

  static void write_check(Nanos time, const Trouble& trouble, Random& random, LineWriter& lines) {
    const bool failed = random.chance(trouble.outage ? 0.97 : 0.0004);
    lines.begin(time, failed ? Level::error : Level::info, "synthetic_check")
        .text("path", "/inventory/health")
        .number("status", failed ? 503 : 200)
        .number("duration_ms", rounded(failed ? 10'000 : 420 * random.lognormal(0.3) * trouble.slowness, 1, 60'000))
        .text("outcome", failed ? "failure" : "success");
    if (failed) lines.text("error_code", "CHECK_FAILED");
    lines.end();
  }

  static void write_queue(Nanos time, double load, const Trouble& trouble, Random& random, LineWriter& lines) {
    lines.begin(time, Level::info, "action_queue")
        .number("pending", rounded((1 + 4 * load) * random.lognormal(0.4) * trouble.slowness, 0, 1e6))
        .end();
  }

  /// A run that fails leaves the snapshot from before the outage in use.
  void write_snapshot(const Appointment& run, LineWriter& lines) const {
    Nanos generated = static_cast<Nanos>(run.number) * kSnapshotPeriod;
    const auto outage = trouble_at(incidents_, generated).outage;
    if (outage) generated = floor_div(incidents_[*outage].at - 1, kSnapshotPeriod) * kSnapshotPeriod;
    lines.begin(run.time, outage ? Level::error : Level::info, "rop_snapshot")
        .id("run", "rop-", run.number, 7)
        .time("generated_at", generated)
        .number("skus", 800 + static_cast<std::uint64_t>(generated / kSnapshotPeriod) % 40)
        .text("outcome", outage ? "failure" : "success");
    if (outage) lines.text("error_code", "DB_UNREACHABLE");
    lines.end();
  }

  std::uint64_t seed_;
  std::vector<Incident> incidents_;
};

}  // namespace

std::unique_ptr<Model> make_dashboard_slo(const ModelOptions& options) { return std::make_unique<DashboardSlo>(options); }

}  // namespace invmon::generate
