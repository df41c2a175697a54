#include "policy/alert.hpp"

#include <doctest/doctest.h>

namespace invmon::policy {

TEST_CASE("fingerprints are those of Prometheus") {
  // The empty set's, and one of the label sets that Prometheus' own tests of signatures use (5799056148416392346).
  CHECK(fingerprint({}) == "cbf29ce484222325");
  CHECK(fingerprint({{"name", "garland, briggs"}, {"fear", "love is not enough"}}) == "507a62d79ee76c9a");
  // Worked out apart from this program, byte by byte.
  CHECK(fingerprint({{"alertname", "X"}}) == "d2aeefc389ca7746");
  CHECK(fingerprint({{"n", "é"}}) == "0667e71ab6f47a9b");
}

TEST_CASE("where a name ends and its value begins makes a difference") {
  CHECK(fingerprint({{"ab", "c"}}) != fingerprint({{"a", "bc"}}));
}

TEST_CASE("full labels have the alert's name, and no empty ones") {
  Alert alert;
  alert.alert = "HighErrorRate";
  alert.labels = {{"warehouse", "WH-03"}, {"bot", ""}, {"alertname", "other"}};
  CHECK(full_labels(alert) == Labels{{"alertname", "HighErrorRate"}, {"warehouse", "WH-03"}});
}

}  // namespace invmon::policy
