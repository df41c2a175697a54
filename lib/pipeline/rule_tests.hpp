#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "pipeline/rule_test_suite.hpp"

namespace invmon::pipeline {

/// An expectation that is not met.
struct RuleTestFailure {
  std::string place;                    ///< of the expectation: "tests.yaml:14:5"
  std::string what;                     ///< "a burst of errors: HighErrorRate at 10m"
  std::vector<std::string> difference;  ///< lines: `-` what is expected and isn't so, `+` what is so instead
};

/// What became of a file of tests.
struct RuleTestOutcome {
  std::size_t failed = 0;  ///< tests with at least one failure
  std::vector<RuleTestFailure> failures;
};

/// Runs the rules of a suite over the log of each test, and compares which alerts fire with what is expected. Silenced and
/// inhibited alerts fire, too. Errors: log lines that the profile can't read, or that lie before the test's start or after its
/// last evaluation.
Result<RuleTestOutcome> run_rule_tests(const RuleTestSuite& suite);

}  // namespace invmon::pipeline
