#include <doctest/doctest.h>

#include <sstream>

#include "contains.hpp"
#include "lib/report/slo_sample.hpp"

namespace invmon::report {
namespace {

std::string slos_json(const std::vector<policy::SloResult>& slos) {
  const Report report = sample_report();
  std::ostringstream out;
  write_slo_json({report, slos}, out);
  return out.str();
}

}  // namespace

TEST_CASE("invmon.slo/v1 has the members of the contract in their order") {
  const std::string json = slos_json({met_slo()});
  CHECK(json.starts_with("{\n  \"schema\": \"invmon.slo/v1\",\n  \"generator\": {\"name\": \"invmon\""));
  CHECK(contains(
      json, "\"range\": {\"from\": \"2025-02-01T00:00:00.000Z\", \"to\": \"2025-02-08T00:00:00.000Z\", \"seconds\": 604800},\n"));
  CHECK(contains(
      json,
      "  \"slos\": [\n    {\"name\": \"availability\", \"labels\": {}, \"objective\": 0.995, \"actual\": 0.9975, \"met\": true, "
      "\"events\": {\"good\": 399, \"bad\": 1, \"total\": 400}, \"slices\": null, "
      "\"period\": {\"seconds\": 2592000, \"from\": \"2025-02-01T00:00:00.000Z\", \"to\": \"2025-03-03T00:00:00.000Z\"}, "
      "\"budget\": {\"allowed\": 2, \"consumed_ratio\": 0.5, \"remaining_ratio\": 0.5, \"minutes\": 216, \"consumed_minutes\": "
      "108, "
      "\"exhausted_at\": null, \"days_to_exhaustion\": 45}, \"burn_rate\": [{\"window\": \"1h\", \"value\": 0}], "
      "\"interval\": {\"low\": 0.986, \"high\": 0.9996, \"confidence\": 0.95}, "
      "\"description\": \"Batches succeed\", \"sli\": \"success\", \"worst_slices\": []}\n  ]\n}\n"));
}

TEST_CASE("what does not exist is null in JSON") {
  const std::string json = slos_json({unknown_slo()});
  CHECK(contains(json, "\"actual\": null, \"met\": null, \"events\": {\"good\": 0, \"bad\": 0, \"total\": 0}, \"slices\": null"));
  CHECK(contains(json, "\"consumed_ratio\": null, \"remaining_ratio\": null, \"minutes\": 144, \"consumed_minutes\": null"));
  CHECK(contains(json, "\"burn_rate\": [{\"window\": \"1h\", \"value\": null}], \"interval\": null"));
}

TEST_CASE("timeslices and hostile labels in JSON") {
  const std::string json = slos_json({missed_slo()});
  CHECK(contains(json, "\"labels\": {\"team\": \"a&b\", \"warehouse\": \"WH\\u0001-"));
  CHECK(contains(json, "\"met\": false"));
  CHECK(contains(json, "\"slices\": {\"seconds\": 3600, \"good\": 90, \"bad\": 10, \"unknown\": 4}"));
  CHECK(contains(json, "\"exhausted_at\": \"2025-02-01T07:00:00.000Z\", \"days_to_exhaustion\": null"));
  CHECK(contains(
      json, "{\"from\": \"2025-02-01T01:00:00.000Z\", \"to\": \"2025-02-01T02:00:00.000Z\", \"value\": null, \"events\": 0}]"));
  CHECK_FALSE(contains(json, "\x1b"));
}

TEST_CASE("a report without SLOs has an empty array") { CHECK(contains(slos_json({}), "  \"slos\": []\n}\n")); }

}  // namespace invmon::report
