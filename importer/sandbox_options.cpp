#include "importer/sandbox_options.hpp"

#include "importer/error.hpp"
#include "importer/option_group.hpp"
#include "importer/option_values.hpp"
#include "importer/parse_arguments.hpp"

#include <cstdint>

namespace po = boost::program_options;

namespace importer {

po::options_description sandbox_option_names() {
  auto all = option_group("Options");
  all.add_options()(
      "port", taking<std::string>("N")->default_value("0"), "port on 127.0.0.1; 0 for a free one"
  )("data", taking<std::string>("FILE"), "keep its state in FILE; default: in memory")(
      "rate", taking<std::string>("N")->default_value("30"), "calls a minute; 0 for no limit"
  )("ca-file",
    taking<std::string>("FILE")->default_value("ptimport-sandbox-ca.pem"),
    "where its certificate authority is written, for --ca-file of an import"
  )("fault",
    taking_several("RULE"),
    "answer wrongly on purpose, e.g. 'POST runs.json #2: 502 after'; may be repeated");
  return all;
}

SandboxOptions read_sandbox(const std::vector<std::string>& arguments) {
  const auto values = parse_arguments(arguments, sandbox_option_names());
  if (values.count("input") != 0) {
    throw UsageError(
        "`ptimport sandbox` takes no files; `ptimport import --sandbox REPORT…` "
        "records reports in a sandbox"
    );
  }
  SandboxOptions options;
  options.port = static_cast<std::uint16_t>(number(values, "port", 0, 65'535));
  options.data_file = word(values, "data");
  options.rate = number(values, "rate", 0, 100'000);
  options.ca_file = word(values, "ca-file");
  if (values.count("fault") != 0) {
    options.faults = values["fault"].as<std::vector<std::string>>();
  }
  return options;
}

}  // namespace importer
