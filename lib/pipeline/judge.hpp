#pragma once

#include "pipeline/options.hpp"
#include "pipeline/run.hpp"
#include "policy/judgement.hpp"
#include "policy/policy.hpp"
#include "report/report.hpp"

namespace invmon::pipeline {

/// A report with its SLOs, and what the rules of a policy make of the same records.
struct JudgedReport {
  report::Report report;
  policy::Policy policy;  ///< with the rules that come from SLOs
  policy::Judgement judgement;
  KeptFeeds feeds;  ///< what both were made of
};

/// What of a policy is evaluated beside its SLOs.
struct Evaluated {
  bool rules = true;     ///< those of SLOs' burn rates too
  bool watched = false;  ///< flows, sequences and components
};

/// Reads the input, and evaluates the policy over the report's range. Errors are those of `run`, and too many different groupings
/// or filters.
Result<JudgedReport> judge(Options options, policy::Policy policy, Evaluated evaluated = {});

}  // namespace invmon::pipeline
