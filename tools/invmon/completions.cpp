#include <memory>
#include <ostream>
#include <string>

#include "command.hpp"
#include "completion_scripts.hpp"
#include "option_values.hpp"
#include "output.hpp"

namespace invmon::tools {
namespace {

struct CompletionsOptions {
  std::string shell;
  std::string output = "-";
};

Result<int> run_completions(const CompletionsOptions& options, const CLI::App& program) {
  const auto described = describe(program);
  const auto script = options.shell == "bash"  ? bash_completions(described)
                      : options.shell == "zsh" ? zsh_completions(described)
                                               : fish_completions(described);
  auto written = write_output(options.output, [&](std::ostream& out) { out << script; });
  if (!written) return written.error();
  return kDone;
}

}  // namespace

Run setup_completions(CLI::App& app) {
  auto options = std::make_shared<CompletionsOptions>();
  app.add_option("SHELL", options->shell, "Whose script to print")->check(CLI::IsMember({"bash", "zsh", "fish"}))->required();
  app.add_option("-o,--output", options->output, "A file; '-' for standard output")->type_name(kFile)->capture_default_str();
  return [options, &app] { return run_completions(*options, *app.get_parent()); };
}

}  // namespace invmon::tools
