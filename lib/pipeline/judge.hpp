#pragma once

#include "pipeline/options.hpp"
#include "policy/judgement.hpp"
#include "policy/policy.hpp"
#include "report/report.hpp"

namespace invmon::pipeline {

/// A report with its SLOs, and what the rules of a policy make of the same records.
struct JudgedReport {
  report::Report report;
  policy::Policy policy;  ///< with the rules that come from SLOs
  policy::Judgement judgement;
};

/// What of a policy is evaluated: rules (those of SLOs' burn rates too) and SLOs, or SLOs alone.
enum class Evaluated { rules_and_slos, slos };

/// Reads the input, and evaluates the policy's rules and SLOs over the report's range. Errors are those of `run`, and too many
/// different groupings or filters.
Result<JudgedReport> judge(Options options, policy::Policy policy, Evaluated evaluated = Evaluated::rules_and_slos);

}  // namespace invmon::pipeline
