#include "importer/attach_options.hpp"

#include "importer/option_group.hpp"
#include "importer/sizes.hpp"

#include <algorithm>

namespace po = boost::program_options;

namespace importer {

po::options_description attach_option_names() {
  auto group = option_group("Files that go with the runs");
  group.add_options()(
      "attach",
      taking<std::string>("failed|all|none")->default_value("failed"),
      "send the files that reports name or hold, in the run's own call: those of results that "
      "failed (also when a later attempt passed), were blocked or did not end; of all; or none. "
      "What failed takes along what it wrote to its outputs"
  )("attach-report", po::bool_switch(), "send each report, with the first of its failures")(
      "attach-max",
      taking<std::string>("SIZE")->default_value("3M"),
      "largest file; of an output the end is sent"
  )("attach-total",
    taking<std::string>("SIZE")->default_value("100M"),
    "the files of one import together, those of failures first"
  )("body-max",
    taking<std::string>("SIZE"),
    "largest call: a call takes fewer runs when their files are large (default 5M, or what a file "
    "of --attach-max needs)");
  return group;
}

AttachOptions read_attach_options(const OptionValues& values) {
  // Of a call whose only file is the largest that may be sent.
  constexpr std::uint64_t beside_the_file = megabyte;
  // The texts of a single run always fit.
  constexpr std::uint64_t least_body = 64 * kilobyte;
  AttachOptions attach;
  attach.what = one_of<Attach>(
      values, "attach", {{"failed", Attach::failed}, {"all", Attach::all}, {"none", Attach::none}}
  );
  attach.report = values["attach-report"].as<bool>();
  attach.max_file = size(values, "attach-max", 1);
  attach.max_total = size(values, "attach-total", 1);
  attach.max_body = values.count("body-max") != 0
                        ? size(values, "body-max", least_body)
                        : std::max<std::size_t>(
                              default_max_body, (attach.max_file + 2) / 3 * 4 + beside_the_file
                          );
  return attach;
}

}  // namespace importer
