#include "importer/report_place.hpp"
#include "tests/importer/folder.hpp"

#include <boost/test/unit_test.hpp>

#include <filesystem>

namespace fs = std::filesystem;
using importer::report_place;

BOOST_AUTO_TEST_SUITE(the_place_of_a_report)

namespace {

/// Works in the folder for as long as it lives.
class WorkingIn {
public:
  explicit WorkingIn(const fs::path& folder) : before_(fs::current_path()) {
    fs::current_path(folder);
  }
  ~WorkingIn() { fs::current_path(before_); }
  WorkingIn(const WorkingIn&) = delete;
  WorkingIn& operator=(const WorkingIn&) = delete;

private:
  fs::path before_;
};

}  // namespace

BOOST_AUTO_TEST_CASE(is_the_same_however_it_is_named) {
  const Folder folder;
  folder.write("build/a.xml");
  const WorkingIn here(folder.path());
  for (const auto& named :
       {std::string("build/a.xml"),
        std::string("./build/a.xml"),
        std::string("build/../build/a.xml"),
        folder / "build/a.xml"}) {
    BOOST_TEST(report_place(named) == "build/a.xml", named);
  }
}

BOOST_AUTO_TEST_CASE(is_the_same_in_a_workspace_that_is_reached_by_a_link) {
  const Folder folder;
  folder.write("disk/workspace/a.xml");
  fs::create_symlink(folder.path() / "disk", folder.path() / "jenkins");
  const WorkingIn here(folder.path() / "jenkins" / "workspace");
  BOOST_TEST(report_place(folder / "jenkins/workspace/a.xml") == "a.xml");
  BOOST_TEST(report_place(folder / "disk/workspace/a.xml") == "a.xml");
}

BOOST_AUTO_TEST_CASE(keeps_the_name_of_a_report_that_is_a_link) {
  const Folder folder;
  folder.write("runs/17.xml");
  fs::create_symlink("runs/17.xml", folder.path() / "latest.xml");
  const WorkingIn here(folder.path());
  BOOST_TEST(report_place(folder / "latest.xml") == "latest.xml");
}

BOOST_AUTO_TEST_CASE(is_the_path_as_given_outside_of_the_working_folder) {
  const Folder folder;
  folder.write("elsewhere/a.xml");
  folder.write("here/b.xml");
  const WorkingIn here(folder.path() / "here");
  BOOST_TEST(report_place(folder / "elsewhere/a.xml") == folder / "elsewhere/a.xml");
  BOOST_TEST(report_place("../elsewhere/a.xml") == "../elsewhere/a.xml");
}

BOOST_AUTO_TEST_CASE(does_not_need_the_file) {
  const Folder folder;
  const WorkingIn here(folder.path());
  BOOST_TEST(report_place(folder / "gone/a.xml") == "gone/a.xml");
  BOOST_TEST(report_place("-") == "-");
}

BOOST_AUTO_TEST_SUITE_END()
