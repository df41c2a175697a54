#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

#include "generate/models.hpp"

namespace invmon::generate {
namespace {

using Level = LineWriter::Level;

struct Integration {
  std::string_view name, error_code;
  double median_ms;
};

constexpr std::array<Integration, 5> kIntegrations{{
    {"shopify", "SHOPIFY_UNREACHABLE", 180},
    {"pos", "POS_UNREACHABLE", 90},
    {"wms", "WMS_UNREACHABLE", 120},
    {"notifications", "NOTIFICATION_FAILED", 60},
    {"database", "DB_UNREACHABLE", 8},
}};
constexpr std::uint32_t kSources = 3;  ///< the first ones: they bring stock and orders

constexpr std::array<std::string_view, 3> kEndpoints{"/inventory/levels", "/inventory/forecast", "/inventory/orders"};
constexpr std::array<std::string_view, 4> kSteps{"received", "synced", "forecast", "ordered"};
constexpr std::array<std::string_view, 4> kStepUnits{"units_received", "units_synced", "units_forecast", "units_ordered"};
constexpr std::array<double, 4> kStepSeconds{0, 12, 35, 20};

struct Sku {
  double top;   ///< pieces after a delivery
  double used;  ///< the share of them that is sold before the next
  Nanos cycle;  ///< from one delivery to the next
};

constexpr std::array<Sku, 6> kSkus{{{480, 0.66, 17 * kHour},
                                    {260, 0.70, 23 * kHour},
                                    {900, 0.61, 31 * kHour},
                                    {120, 0.72, 13 * kHour},
                                    {340, 0.64, 41 * kHour},
                                    {75, 0.82, 19 * kHour}}};
constexpr double kReorderShare = 0.22;

constexpr Nanos kFlowPeriod = 5 * kMinute;
constexpr Nanos kLongestFlow = 30 * kMinute;
constexpr std::uint32_t kAuditEvery = 8;
constexpr std::uint64_t kFlowStream = 0x666c6f7773;

enum SustainedLine : std::uint32_t {
  health_check_line,
  process_line,
  load_test_line,
  integration_check_line,
  stock_line = 16,
  flow_line = 32
};

/// A flow's steps: when each is written, and after which one it stops.
struct Flow {
  std::uint32_t source = 0;
  std::array<Nanos, 4> at{};
  std::size_t steps = kSteps.size();  ///< that it reaches
  bool reported = false;              ///< the first step that it does not reach says so
};

/// An inventory service: calls that take less than a millisecond, orders, an audit trail, checks of integrations, stock levels,
/// load tests, and flows of four steps that share an id. An outage is one integration's; a retry storm leaks memory, loses audit
/// entries and holds deliveries back.
class Sustained final : public Model {
 public:
  explicit Sustained(const ModelOptions& options) : seed_(options.seed), incidents_(options.incidents) {}

  void write(const Arrival& arrival, Random& random, LineWriter& lines) const override {
    const Trouble trouble = trouble_at(incidents_, arrival.time);
    if (arrival.number % kAuditEvery == 0) return write_audit(arrival, trouble, random, lines);
    if (random.chance(0.18)) return write_order(arrival, trouble, random, lines);
    write_call(arrival, trouble, random, lines);
  }

  void add_appointments(Nanos begin, Nanos end, std::vector<Appointment>& appointments) const override {
    add_periodic(begin, end, kMinute, 500 * kMillisecond, health_check_line, appointments);
    add_periodic(begin, end, kMinute, kSecond, process_line, appointments);
    add_periodic(begin, end, 30 * kMinute, 10 * kMinute, load_test_line, appointments);
    for (std::uint32_t i = 0; i < kIntegrations.size(); ++i) {
      add_periodic(begin, end, 5 * kMinute, (3 + i) * kSecond, integration_check_line + i, appointments);
    }
    for (std::uint32_t i = 0; i < kSkus.size(); ++i) {
      add_periodic(begin, end, 10 * kMinute, 20 * kSecond + i * 100 * kMillisecond, stock_line + i, appointments);
    }
    add_flows(begin, end, appointments);
  }

  void write(const Appointment& appointment, double load, LineWriter& lines) const override {
    Random random = random_of(seed_, appointment);
    const Trouble trouble = trouble_at(incidents_, appointment.time);
    if (appointment.kind >= flow_line) return write_step(appointment, lines);
    if (appointment.kind >= stock_line) return write_stock(appointment, trouble, lines);
    if (appointment.kind >= integration_check_line) return write_check(appointment, trouble, random, lines);
    if (appointment.kind == health_check_line) return write_health(appointment.time, trouble, random, lines);
    if (appointment.kind == process_line) return write_process(appointment.time, load, trouble, random, lines);
    write_load_test(appointment.time, trouble, random, lines);
  }

 private:
  std::optional<std::uint32_t> down(const Trouble& trouble) const {
    if (!trouble.outage) return std::nullopt;
    return Random(mix(seed_, *trouble.outage)).below(kIntegrations.size());
  }

  bool database_down(const Trouble& trouble) const { return down(trouble) == kIntegrations.size() - 1; }

  void write_call(const Arrival& arrival, const Trouble& trouble, Random& random, LineWriter& lines) const {
    const bool failed = random.chance(database_down(trouble) ? 0.6 : 0.0004 + 0.04 * trouble.storm_share());
    double us = 430 * random.lognormal(0.33) * (0.9 + 0.1 * arrival.load) * trouble.slowness;
    if (trouble.slowness > 1 && random.chance(0.02)) us = 5.2e6 * (1 + random.uniform());
    lines.begin(arrival.time, failed ? Level::error : Level::info, "api_call")
        .text("endpoint", kEndpoints[random.below(kEndpoints.size())])
        .number("status", failed ? 503 : 200)
        .number("duration_us", rounded(us, 20, 1e9))
        .text("outcome", failed ? "failure" : "success");
    if (failed) lines.text("error_code", database_down(trouble) ? "DB_UNREACHABLE" : "API_OVERLOAD");
    lines.end();
  }

  void write_order(const Arrival& arrival, const Trouble& trouble, Random& random, LineWriter& lines) const {
    const std::uint32_t source = random.below(2);
    const bool hit = down(trouble) == source || down(trouble) == 2u;
    const bool failed = random.chance(hit ? 0.5 : 0.012 + 0.1 * trouble.storm_share());
    lines.begin(arrival.time, failed ? Level::warning : Level::info, "order")
        .id("order_id", "o-", arrival.number, 7)
        .text("source", kIntegrations[source].name)
        .number("units", 1 + random.below(12))
        .text("outcome", failed ? "unfulfilled" : "fulfilled");
    if (failed) lines.text("error_code", hit ? kIntegrations[*down(trouble)].error_code : "OUT_OF_STOCK");
    lines.end();
  }

  static void write_audit(const Arrival& arrival, const Trouble& trouble, Random& random, LineWriter& lines) {
    static constexpr std::array<std::string_view, 4> kActions{"adjust", "transfer", "count", "purchase"};
    const std::string_view action = kActions[random.below(kActions.size())];
    if (random.chance(0.3 * trouble.storm_share())) return;  // the number is used up, the entry is lost
    lines.begin(arrival.written, Level::info, "audit")
        .number("audit_seq", arrival.number / kAuditEvery)
        .text("action", action)
        .id("actor", "user-", 1 + random.below(20), 2)
        .end();
  }

  void write_health(Nanos time, const Trouble& trouble, Random& random, LineWriter& lines) const {
    const bool failed = database_down(trouble) || random.chance(0.0003);
    lines.begin(time, failed ? Level::error : Level::info, "health_check")
        .text("endpoint", "/health")
        .number("duration_us", rounded(350 * random.lognormal(0.3) * trouble.slowness, 20, 1e9))
        .text("outcome", failed ? "failure" : "success");
    if (failed) lines.text("error_code", "HEALTH_CHECK_FAILED");
    lines.end();
  }

  static void write_process(Nanos time, double load, const Trouble& trouble, Random& random, LineWriter& lines) {
    const double memory = 205 + 12 * load + 260 * trouble.storm_share() + 1.5 * random.normal();
    lines.begin(time, Level::info, "process")
        .fixed("mem_mb", rounded(memory * 10, 0, 1e9), 1)
        .number("users", rounded(11 * load * random.lognormal(0.2), 0, 1e6))
        .end();
  }

  static void write_load_test(Nanos time, const Trouble& trouble, Random& random, LineWriter& lines) {
    const double slow = trouble.slowness * (1 + 0.6 * trouble.storm_share());
    lines.begin(time, Level::info, "load_test")
        .number("requests", 1000 + 50 * random.below(20))
        .number("concurrent_users", 10 + random.below(6))
        .number("rps", rounded(1340 * random.lognormal(0.03) / slow, 1, 1e6))
        .end();
  }

  void write_check(const Appointment& appointment, const Trouble& trouble, Random& random, LineWriter& lines) const {
    const std::uint32_t index = appointment.kind - integration_check_line;
    const Integration& integration = kIntegrations[index];
    const bool failed = down(trouble) == index || random.chance(0.0005);
    lines.begin(appointment.time, failed ? Level::error : Level::info, "integration_check")
        .text("integration", integration.name)
        .number("duration_ms", rounded(failed ? 3000 : integration.median_ms * random.lognormal(0.3) * trouble.slowness, 1, 1e6))
        .text("outcome", failed ? "failure" : "success");
    if (failed) lines.text("error_code", integration.error_code);
    lines.end();
  }

  static void write_stock(const Appointment& appointment, const Trouble& trouble, LineWriter& lines) {
    const std::uint32_t index = appointment.kind - stock_line;
    const Sku& sku = kSkus[index];
    const Nanos since = (appointment.time + (1 + index) * 5 * kHour) % sku.cycle;
    const double sold = sku.used * static_cast<double>(since) / static_cast<double>(sku.cycle);
    const std::uint32_t quantity = rounded(sku.top * (1 - sold) * (1 - 0.5 * trouble.storm_share()), 0, 1e6);
    const std::uint32_t threshold = rounded(sku.top * kReorderShare, 0, 1e6);
    lines.begin(appointment.time, quantity < threshold ? Level::warning : Level::info, "stock_level")
        .id("sku", "SKU-", 1001 + index, 4)
        .number("quantity", quantity)
        .number("threshold", threshold)
        .end();
  }

  Flow flow(std::uint64_t number) const {
    Random random(mix(mix(seed_, kFlowStream), number));
    Flow flow{.source = random.below(kSources)};
    flow.at[0] = static_cast<Nanos>(number) * kFlowPeriod + (7 + random.below(60)) * kSecond;
    const Trouble trouble = trouble_at(incidents_, flow.at[0]);
    for (std::size_t i = 1; i < kSteps.size(); ++i) {
      const double seconds = std::min(600.0, kStepSeconds[i] * random.lognormal(0.35) * trouble.slowness);
      flow.at[i] = flow.at[i - 1] + static_cast<Nanos>(seconds * 1000) * kMillisecond;
    }
    const bool stuck = random.chance(down(trouble) == flow.source ? 0.9 : 0.006 + 0.3 * trouble.storm_share());
    if (stuck) flow.steps = down(trouble) == flow.source ? 1 : 1 + random.below(3);
    flow.reported = random.chance(0.5);
    return flow;
  }

  void add_flows(Nanos begin, Nanos end, std::vector<Appointment>& appointments) const {
    const Nanos last = floor_div(end, kFlowPeriod);
    for (Nanos number = std::max<Nanos>(0, floor_div(begin - kLongestFlow - kFlowPeriod, kFlowPeriod)); number <= last;
         ++number) {
      const Flow found = flow(static_cast<std::uint64_t>(number));
      const std::size_t written = std::min(kSteps.size(), found.steps + (found.reported ? 1 : 0));
      for (std::size_t i = 0; i < written; ++i) {
        if (found.at[i] < begin || found.at[i] >= end) continue;
        appointments.push_back({found.at[i], flow_line + static_cast<std::uint32_t>(i), static_cast<std::uint64_t>(number)});
      }
    }
  }

  void write_step(const Appointment& appointment, LineWriter& lines) const {
    const std::size_t step = appointment.kind - flow_line;
    const Flow found = flow(appointment.number);
    const bool failed = step >= found.steps;
    lines.begin(appointment.time, failed ? Level::error : Level::info, kSteps[step])
        .id("flow_id", "f-", appointment.number, 8)
        .text("source", kIntegrations[found.source].name);
    if (step > 0) lines.number("duration_ms", static_cast<std::uint64_t>((found.at[step] - found.at[step - 1]) / kMillisecond));
    lines.text("outcome", failed ? "failure" : "success");
    if (failed) {
      lines.text("error_code", "STEP_FAILED");
    } else {
      lines.number(kStepUnits[step], 20 + appointment.number % 37);
    }
    lines.end();
  }

  std::uint64_t seed_;
  std::vector<Incident> incidents_;
};

}  // namespace

std::unique_ptr<Model> make_sustained(const ModelOptions& options) { return std::make_unique<Sustained>(options); }

}  // namespace invmon::generate
