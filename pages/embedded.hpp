#pragma once

#include <string_view>

/// The files of this folder, as the program holds them.
namespace pages {

extern const std::string_view style_css;
extern const std::string_view filter_js;

// Of reports: their frame, what all have within it, and what each is.
extern const std::string_view report_frame_mustache;
extern const std::string_view report_totals_mustache;
extern const std::string_view report_calls_mustache;
extern const std::string_view report_rows_mustache;
extern const std::string_view import_mustache;
extern const std::string_view history_mustache;

// Of the sandbox: its frame, what stands within it, and its style, to go after style.css.
extern const std::string_view sandbox_css;
extern const std::string_view sandbox_frame_mustache;
extern const std::string_view sandbox_instance_mustache;
extern const std::string_view sandbox_refused_mustache;
extern const std::string_view sandbox_run_mustache;
extern const std::string_view sandbox_set_mustache;
extern const std::string_view sandbox_sets_mustache;
extern const std::string_view sandbox_test_mustache;
extern const std::string_view sandbox_test_facts_mustache;

}  // namespace pages
