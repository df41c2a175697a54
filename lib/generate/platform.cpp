#include <array>
#include <optional>
#include <string_view>
#include <utility>

#include "generate/models.hpp"

namespace invmon::generate {
namespace {

using Level = LineWriter::Level;

/// A kind of request, with the component that it depends on.
struct Category {
  std::uint32_t share;  ///< of 256 requests
  std::string_view name, endpoint;
  double median_ms, sigma;
  double failing;  ///< probability
  std::string_view error_code;
  std::string_view component, component_error;
};

constexpr std::array<Category, 6> kCategories{{
    {84, "reading", "/v1/readings", 1150, 0.35, 0.0004, "READING_INVALID", "openai", "OPENAI_DOWN"},
    {32, "credit", "/v1/credits", 210, 0.40, 0.00003, "CREDIT_CONFLICT", "credit", "CREDIT_DOWN"},
    {38, "user", "/v1/users", 66, 0.40, 0.0002, "USER_INVALID", "telegram", "TELEGRAM_DOWN"},
    {42, "payment", "/v1/payments", 720, 0.40, 0.0004, "PAYMENT_REFUSED", "payment", "PAYMENT_DOWN"},
    {38, "cache", "/v1/cache", 27, 0.50, 0.00003, "CACHE_EVICTED", "redis", "CACHE_DOWN"},
    {22, "database", "/v1/query", 112, 0.40, 0.0002, "DB_DEADLOCK", "database", "DB_DOWN"},
}};

constexpr auto kCategoryByShare = [] {
  std::array<std::uint8_t, 256> table{};
  std::size_t next = 0;
  for (std::size_t category = 0; category < kCategories.size(); ++category) {
    for (std::uint32_t n = 0; n < kCategories[category].share; ++n) table[next++] = static_cast<std::uint8_t>(category);
  }
  return table;
}();

/// The last one stands for the first component's, and those of the others follow it.
enum PlatformLine : std::uint32_t { system_line, backup_line, component_check_line };

/// A bot's platform: requests of six categories, samples of the system each minute, health checks of the components every five
/// minutes, a backup each night. An outage is one component's; a retry storm fills queue, memory and disk and empties the cache.
class Platform final : public Model {
 public:
  explicit Platform(const ModelOptions& options) : seed_(options.seed), incidents_(options.incidents) {}

  void write(const Arrival& arrival, Random& random, LineWriter& lines) const override {
    const std::size_t index = kCategoryByShare[random.below(256)];
    const Category& category = kCategories[index];
    const Trouble trouble = trouble_at(incidents_, arrival.time);
    const bool down = is_down(trouble, index);
    double ms = category.median_ms * random.lognormal(category.sigma) * (0.9 + 0.1 * arrival.load) * trouble.slowness;
    const std::string_view error = draw_error(random, category, trouble, down);
    if (error == category.component_error) ms = 5000 + 40 * random.uniform();
    const bool failed = !error.empty();
    const std::uint32_t retries = trouble.storm ? random.below(4) : down ? 2 : random.chance(0.01);
    lines.begin(arrival.time, failed ? Level::error : Level::info, "api_request")
        .id("request_id", "r-", arrival.number, 7)
        .text("category", category.name)
        .text("endpoint", category.endpoint)
        .number("status", !failed                        ? 200
                          : error == category.error_code ? 422
                          : error == "RATE_LIMITED"      ? 429
                                                         : 503)
        .number("duration_ms", rounded(ms, 1, 60'000))
        .text("outcome", failed ? "failure" : "success");
    if (failed) lines.text("error_code", error);
    lines.number("retries", retries).end();
  }

  void add_appointments(Nanos begin, Nanos end, std::vector<Appointment>& appointments) const override {
    add_periodic(begin, end, kMinute, 0, system_line, appointments);
    add_periodic(begin, end, kDay, 2 * kHour + 30 * kMinute, backup_line, appointments);
    for (std::uint32_t i = 0; i < kCategories.size(); ++i) {
      add_periodic(begin, end, 5 * kMinute, (1 + i) * 300 * kMillisecond, component_check_line + i, appointments);
    }
  }

  void write(const Appointment& appointment, double load, LineWriter& lines) const override {
    Random random = random_of(seed_, appointment);
    const Trouble trouble = trouble_at(incidents_, appointment.time);
    if (appointment.kind == system_line) return write_system(appointment.time, load, trouble, random, lines);
    if (appointment.kind == backup_line) return write_backup(appointment.time, random, lines);
    write_check(appointment, trouble, random, lines);
  }

 private:
  bool is_down(const Trouble& trouble, std::size_t category) const {
    return trouble.outage && Random(mix(seed_, *trouble.outage)).below(kCategories.size()) == category;
  }

  static std::string_view draw_error(Random& random, const Category& category, const Trouble& trouble, bool down) {
    if (down && random.chance(0.97)) return category.component_error;
    if (random.chance(0.2 * trouble.storm_share())) return "RATE_LIMITED";
    return random.chance(category.failing) ? category.error_code : "";
  }

  static void write_system(Nanos time, double load, const Trouble& trouble, Random& random, LineWriter& lines) {
    const double storm = trouble.storm_share();
    const double slow = trouble.slowness - 1;
    const double hours = static_cast<double>(time - floor_div(time, kDay) * kDay) / static_cast<double>(kHour);
    const auto tenths = [&](double value) { return rounded(value * 10, 0, 1000); };
    const double queue = (3 + 9 * load) * random.lognormal(0.4) + 1500 * storm + (trouble.outage ? 300 : 0);
    lines.begin(time, Level::info, "system")
        .fixed("cpu_percent", tenths(20 + 14 * load + 12 * slow + (trouble.storm ? 52 : 0) + 2.5 * random.normal()), 1)
        .fixed("memory_percent", tenths(54 + 6 * load + 42 * storm + 0.8 * random.normal()), 1)
        .fixed("disk_percent", tenths(58 + 0.9 * hours + 24 * storm), 1)
        .number("queue_depth", rounded(queue, 0, 1e6))
        .fixed("pool_used_percent", tenths(24 + 13 * load + 20 * slow + 3 * random.normal()), 1)
        .fixed("cache_hit_rate", rounded((0.95 - 0.008 * load - 0.4 * storm + 0.006 * random.normal()) * 1000, 0, 1000), 3)
        .fixed("replication_lag_s", rounded((0.2 + 6 * slow) * random.lognormal(0.3) * 1000, 0, 1e9), 3)
        .number("active_users", rounded(60 * load * random.lognormal(0.1), 0, 1e6))
        .end();
  }

  static void write_backup(Nanos time, Random& random, LineWriter& lines) {
    const bool failed = random.chance(0.05);
    lines.begin(time, failed ? Level::error : Level::info, "backup")
        .number("duration_ms", rounded(95'000 * random.lognormal(0.2), 1000, 1e9))
        .text("outcome", failed ? "failure" : "success");
    if (failed) lines.text("error_code", "BACKUP_FAILED");
    lines.end();
  }

  void write_check(const Appointment& appointment, const Trouble& trouble, Random& random, LineWriter& lines) const {
    const std::size_t index = appointment.kind - component_check_line;
    const Category& category = kCategories[index];
    const bool failed = is_down(trouble, index) || random.chance(0.0002);
    const double ms = failed ? 2000 : (20 + 0.1 * category.median_ms) * random.lognormal(0.4) * trouble.slowness;
    lines.begin(appointment.time, failed ? Level::error : Level::info, "health_check")
        .text("component", category.component)
        .number("duration_ms", rounded(ms, 1, 60'000))
        .text("outcome", failed ? "failure" : "success");
    if (failed) lines.text("error_code", category.component_error);
    lines.end();
  }

  std::uint64_t seed_;
  std::vector<Incident> incidents_;
};

}  // namespace

std::unique_ptr<Model> make_platform(const ModelOptions& options) { return std::make_unique<Platform>(options); }

}  // namespace invmon::generate
