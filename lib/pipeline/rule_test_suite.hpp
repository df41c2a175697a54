#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "base/time.hpp"
#include "policy/rule.hpp"
#include "record/profile.hpp"

namespace invmon::pipeline {

struct ExpectedAlert {
  policy::Labels labels;
  policy::Labels annotations;  ///< those that are looked at
};

/// The alerts of a name that are to fire at a time.
struct AlertExpectation {
  std::string place;    ///< "tests.yaml:14:5"
  Nanos eval_time = 0;  ///< since the test's start
  std::string alertname;
  std::vector<ExpectedAlert> alerts;
};

/// A piece of a test's log.
struct LogPart {
  std::string place;
  std::string text;
};

struct RuleTest {
  std::string place;
  std::string name;  ///< may be empty
  Nanos start = 0;
  Nanos end = 0;             ///< of what is read: the last evaluation's time, at least a second after the start
  std::vector<LogPart> log;  ///< each in order of time
  std::vector<AlertExpectation> expectations;
};

/// A file of unit tests, with the rules that it is about.
struct RuleTestSuite {
  record::Profile profile;
  std::vector<policy::Rule> rules;  ///< those of SLOs too, with the file's evaluation_interval
  std::vector<RuleTest> tests;
};

/// Reads the YAML of such a file, as docs/rules.md describes it. `name` is its path: it stands in errors, and the profile is
/// looked for beside it. Errors are those of profiles, an alert that no rule has the name of among them.
Result<RuleTestSuite> parse_rule_tests(std::string_view yaml, const std::string& name);

}  // namespace invmon::pipeline
