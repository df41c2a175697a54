#include <array>
#include <optional>
#include <string_view>

#include "generate/models.hpp"

namespace invmon::generate {
namespace {

using Level = LineWriter::Level;

/// What an operation depends on, and so which outage fells it.
enum class Dependency : std::uint8_t { none, shopify, auth, email, payment };
constexpr std::uint32_t kDependencies = 4;  ///< but for none

/// A kind of operation that succeeds or fails.
struct Operation {
  std::uint32_t share;  ///< of 256 arrivals
  std::string_view event, kind;
  double median_ms;
  double failing;                               ///< probability
  std::array<std::string_view, 3> error_codes;  ///< the first two of everyday failures, the last of an outage
  Dependency dependency;
};

constexpr std::array<Operation, 13> kOperations{{
    {60, "api", "items", 85, 0.003, {"VALIDATION_PRICE", "STATE_ITEM_SOLD", "APP_CRASH"}, Dependency::none},
    {28, "api", "checkout", 120, 0.003, {"PROCESS_CHECKOUT_ORDER", "DATA_TOTAL_MISMATCH", "APP_CRASH"}, Dependency::none},
    {40, "db", "query", 18, 0.0008, {"DB_DEADLOCK", "DB_LOCK_TIMEOUT", "DB_UNREACHABLE"}, Dependency::none},
    {36, "cache", "get", 2, 0.0004, {"CACHE_EVICTED", "CACHE_EVICTED", "CACHE_UNREACHABLE"}, Dependency::none},
    {8, "queue", "job", 240, 0.002, {"QUEUE_JOB_FAILED", "QUEUE_JOB_FAILED", "QUEUE_FULL"}, Dependency::none},
    {12, "external", "payment", 420, 0.002, {"TIMEOUT_PAYMENT", "API_PAYMENT", "TIMEOUT_PAYMENT"}, Dependency::payment},
    {12, "shopify", "webhook", 60, 0.003, {"WEBHOOK_MISSED", "WEBHOOK_INVALID", "WEBHOOK_MISSED"}, Dependency::shopify},
    {10, "shopify", "order", 210, 0.002, {"API_SHOPIFY", "STATE_ORDER_CONFLICT", "API_SHOPIFY"}, Dependency::shopify},
    {6, "shopify", "sync", 900, 0.004, {"SYNC_PRODUCT", "DATA_STOCK_MISMATCH", "SYNC_PRODUCT"}, Dependency::shopify},
    {12, "auth", "token", 45, 0.002, {"VALIDATION_TOKEN", "VALIDATION_TOKEN", "API_AUTH"}, Dependency::auth},
    {4, "auth", "session", 30, 0.001, {"STATE_SESSION_EXPIRED", "STATE_SESSION_EXPIRED", "API_AUTH"}, Dependency::auth},
    {12, "email", "send", 310, 0.012, {"DELIVERY_BOUNCED", "DELIVERY_BOUNCED", "DELIVERY_REFUSED"}, Dependency::email},
    {16, "", "", 0, 0, {}, Dependency::none},  // trade
}};

constexpr auto kOperationByShare = [] {
  std::array<std::uint8_t, 256> table{};
  std::size_t next = 0;
  for (std::size_t operation = 0; operation < kOperations.size(); ++operation) {
    for (std::uint32_t n = 0; n < kOperations[operation].share; ++n) table[next++] = static_cast<std::uint8_t>(operation);
  }
  return table;
}();

constexpr double kTimeoutMs = 2500;

/// A consignment sale: operations of the system and its integrations, the trade (sales, returns, listings, sign-ups), and samples
/// each minute. An outage is that of the shop, the authentication, the email or the payment service; a retry storm fills the
/// queue.
class Consignment final : public Model {
 public:
  explicit Consignment(const ModelOptions& options) : seed_(options.seed), incidents_(options.incidents) {}

  void write(const Arrival& arrival, Random& random, LineWriter& lines) const override {
    const Operation& operation = kOperations[kOperationByShare[random.below(256)]];
    if (operation.event.empty()) return write_trade(arrival.time, random, lines);
    const Trouble trouble = trouble_at(incidents_, arrival.time);
    double ms = operation.median_ms * random.lognormal(0.4) * (0.85 + 0.15 * arrival.load) * trouble.slowness;
    const std::string_view error = draw_error(random, operation, trouble, ms);
    if (error.starts_with("TIMEOUT")) ms = kTimeoutMs + 60 * random.uniform();
    const bool failed = !error.empty();
    const bool email = operation.dependency == Dependency::email;
    const std::uint32_t retries = trouble.storm ? random.below(5) : failed ? random.below(3) : random.chance(0.02);
    lines.begin(arrival.time, failed ? Level::error : Level::info, operation.event)
        .text("kind", operation.kind)
        .number("duration_ms", rounded(ms, 1, 60'000))
        .text("outcome", email ? (failed ? "bounced" : "delivered") : (failed ? "failure" : "success"));
    if (failed) lines.text("error_code", error);
    lines.number("retries", retries).end();
  }

  void add_appointments(Nanos begin, Nanos end, std::vector<Appointment>& appointments) const override {
    add_periodic(begin, end, kMinute, 0, 0, appointments);
  }

  void write(const Appointment& appointment, double load, LineWriter& lines) const override {
    Random random = random_of(seed_, appointment);
    const Trouble trouble = trouble_at(incidents_, appointment.time);
    const double storm = trouble.storm_share();
    const double slow = trouble.slowness - 1;
    const auto tenths = [](double value) { return rounded(value * 10, 0, 1000); };
    lines.begin(appointment.time, Level::info, "metrics")
        .number("active_shoppers", rounded(85 * load * random.lognormal(0.12), 0, 1e6))
        .number("queue_length", rounded((2 + 6 * load) * random.lognormal(0.4) + 900 * storm, 0, 1e6))
        .fixed("cpu_percent", tenths(18 + 13 * load + 10 * slow + 42 * storm + 2.5 * random.normal()), 1)
        .fixed("memory_percent", tenths(52 + 5 * load + 25 * storm + 0.7 * random.normal()), 1)
        .fixed("disk_percent", tenths(61 + 0.4 * random.uniform()), 1)
        .fixed("pool_used_percent", tenths(20 + 14 * load + 22 * slow + 2 * random.normal()), 1)
        .end();
  }

 private:
  bool is_down(const Trouble& trouble, Dependency dependency) const {
    if (!trouble.outage || dependency == Dependency::none) return false;
    return 1 + Random(mix(seed_, *trouble.outage)).below(kDependencies) == static_cast<std::uint32_t>(dependency);
  }

  std::string_view draw_error(Random& random, const Operation& operation, const Trouble& trouble, double ms) const {
    if (is_down(trouble, operation.dependency) && random.chance(0.95)) return operation.error_codes[2];
    if (ms > kTimeoutMs && random.chance(0.6)) return "TIMEOUT_SLOW";
    if (operation.event == "queue" && random.chance(0.8 * trouble.storm_share())) return operation.error_codes[2];
    if (operation.event == "api" && random.chance(0.08 * trouble.storm_share())) return operation.error_codes[2];
    if (random.chance(operation.failing)) return operation.error_codes[random.below(2)];
    return {};
  }

  static void write_trade(Nanos time, Random& random, LineWriter& lines) {
    static constexpr std::array<std::string_view, 4> kGoods{"clothing", "toys", "books", "furniture"};
    static constexpr std::array<std::string_view, 3> kSignups{"consignor", "volunteer", "drop_off"};
    const std::uint32_t which = random.below(16);
    const std::string_view goods = kGoods[random.below(kGoods.size())];
    const std::uint32_t cents = rounded(850 * random.lognormal(0.7), 100, 1e6) / 50 * 50;
    if (which < 9) {
      lines.begin(time, Level::info, "sale").text("goods", goods).fixed("sale_amount", cents, 2);
      lines.number("items_sold", 1 + random.below(4)).end();
    } else if (which < 10) {
      lines.begin(time, Level::info, "return").text("goods", goods).fixed("return_amount", cents, 2).end();
    } else if (which < 14) {
      lines.begin(time, Level::info, "listing").text("goods", goods).number("items_listed", 1 + random.below(9)).end();
    } else {
      lines.begin(time, Level::info, "signup").text("kind", kSignups[random.below(kSignups.size())]).end();
    }
  }

  std::uint64_t seed_;
  std::vector<Incident> incidents_;
};

}  // namespace

std::unique_ptr<Model> make_consignment(const ModelOptions& options) { return std::make_unique<Consignment>(options); }

}  // namespace invmon::generate
