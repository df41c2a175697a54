#pragma once

#include <iosfwd>
#include <span>

#include "base/json_writer.hpp"
#include "policy/slo.hpp"
#include "report/report.hpp"
#include "report/writers.hpp"

namespace invmon::report {

/// The accounts of a log's SLOs. Of the report its profile, input and range are written.
struct SloReport {
  const Report& report;
  std::span<const policy::SloResult> slos;
};

/// `invmon.slo/v1`, see docs/slo.md. Ends in a newline.
void write_slo_json(const SloReport& slos, std::ostream& out);

/// The array `slos` of that document and of `invmon.report/v1`, behind a key that is written already. Elements stand on lines of
/// their own.
void write_slos(JsonWriter& json, std::span<const policy::SloResult> slos);

/// For a terminal: the verdicts, then each account, missed ones first.
void write_slo_text(const SloReport& slos, const TextStyle& style, std::ostream& out);

/// GitHub-flavoured Markdown, the same parts as the text.
void write_slo_markdown(const SloReport& slos, std::ostream& out);

/// JUnit's XML: a suite with a case for each SLO, which fails if the objective is missed and is skipped if there is no verdict.
void write_slo_junit(const SloReport& slos, std::ostream& out);

}  // namespace invmon::report
