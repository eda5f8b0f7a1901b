#include "sandbox/pages.hpp"

#include "pages/embedded.hpp"
#include "pages/render.hpp"
#include "sandbox/browse.hpp"
#include "sandbox/download.hpp"
#include "sandbox/page_words.hpp"
#include "sandbox/refusal.hpp"
#include "sandbox/target.hpp"
#include "sandbox/visitor.hpp"

#include <fmt/format.h>

#include <array>
#include <optional>
#include <string_view>

namespace sandbox {

namespace {

struct PageRoute {
  std::string_view folder;
  PageContent (*content)(Store&, Id, const Query&);
};

constexpr std::array page_routes{
    PageRoute{"/sets/", page_of_set},
    PageRoute{"/tests/", page_of_test},
    PageRoute{"/instances/", page_of_instance},
    PageRoute{"/runs/", page_of_run},
};

[[noreturn]] void refuse_address() { throw Refusal(404, "There is no page at this address."); }

// Of "/sets/200000001", when the path begins so.
std::optional<Id> id_below(std::string_view folder, std::string_view path) {
  if (path.substr(0, folder.size()) != folder) {
    return std::nullopt;
  }
  const auto id = id_in(path.substr(folder.size()));
  if (!id) {
    refuse_address();
  }
  return id;
}

PageContent content_at(const Target& target, Store& store) {
  const auto query = Query::parse(target.query);
  if (target.path == "/") {
    return page_of_sets(store, query);
  }
  if (target.path == "/tests") {
    return page_of_tests_in_no_set(store, query);
  }
  for (const auto& route : page_routes) {
    if (const auto id = id_below(route.folder, target.path)) {
      return route.content(store, *id, query);
    }
  }
  refuse_address();
}

std::string calls_in_words(const Standing& standing) {
  return standing.calls == 0 ? "no call since it was started"
                             : fmt::format(
                                   "{} since it was started, the last at {}",
                                   counted(standing.calls, "call"),
                                   when(standing.last_call)
                               );
}

Response html_of(PageContent content, const Standing& standing) {
  auto& data = content.data;
  data["title"] = content.title;
  data["subtitle"] = content.subtitle;
  data["above"] = std::move(content.above);
  data["url"] = standing.url;
  data["project"] = standing.project;
  data["calls"] = calls_in_words(standing);
  Response response;
  response.content_type = "text/html; charset=utf-8";
  response.body = pages::render(
      pages::with_part(std::string(pages::sandbox_frame_mustache), "<!--body-->", content.body),
      data
  );
  return response;
}

Response refused(const Refusal& refusal, const Standing& standing) {
  PageContent content;
  content.title = refusal.status() == 404 ? "Not there" : "Not so";
  content.body = pages::sandbox_refused_mustache;
  content.data["why"] = refusal.what();
  content.data["gone"] = refusal.status() == 404;
  auto response = html_of(std::move(content), standing);
  response.status = refusal.status();
  if (refusal.status() == 405) {
    response.headers.emplace_back("Allow", "GET, HEAD");
  }
  return response;
}

Response style() {
  Response response;
  response.content_type = "text/css; charset=utf-8";
  response.body = fmt::format("{}{}", pages::style_css, pages::sandbox_css);
  return response;
}

Response at_address(const Request& request, Store& store, const Standing& standing) {
  if (!is_loopback(request.host)) {
    throw Refusal(
        421,
        fmt::format(
            "This sandbox shows itself only to its own machine, as localhost or 127.0.0.1, and was"
            " asked for as \"{}\". Open {}/ instead.",
            request.host,
            standing.url
        )
    );
  }
  if (request.method != "GET" && request.method != "HEAD") {
    throw Refusal(
        405,
        "These pages are only for looking: they answer GET and HEAD. What changes something is a"
        " call of the API, below /api/v2."
    );
  }
  const auto target = Target::of(request.target);
  if (target.path == "/style.css") {
    return style();
  }
  if (const auto id = id_below("/files/", target.path)) {
    const auto file = browse::file(store, *id);
    if (!file) {
      throw Refusal(404, fmt::format("There is no file {} in this sandbox.", *id));
    }
    return download(file->name, browse::content(store, *id));
  }
  if (const auto id = id_below("/steps/", target.path)) {
    const auto step = browse::step_of_run(store, *id);
    if (!step) {
      throw Refusal(404, fmt::format("There is no step {} in this sandbox.", *id));
    }
    return download(fmt::format("step-{}.txt", *id), whole_step(*step));
  }
  return html_of(content_at(target, store), standing);
}

// Nothing of a page may run, load from elsewhere, be framed or be kept, whatever stands in it.
void fence(Response& response) {
  const bool page = response.content_type.substr(0, 9) == "text/html";
  response.headers.emplace_back(
      "Content-Security-Policy",
      page ? "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none';"
             " frame-ancestors 'none'"
           // Browsers show a picture or a text with a style of their own, within it.
           : "default-src 'none'; style-src 'unsafe-inline'; sandbox;"
             " frame-ancestors 'none'"
  );
  for (const auto& [name, value] :
       {std::pair{"X-Content-Type-Options", "nosniff"},
        {"X-Frame-Options", "DENY"},
        {"Cross-Origin-Resource-Policy", "same-origin"},
        {"Referrer-Policy", "no-referrer"},
        {"Cache-Control", "no-store"}}) {
    response.headers.emplace_back(name, value);
  }
}

}  // namespace

Response answer_visit(const Request& request, Store& store, const Standing& standing) {
  Response response;
  try {
    response = at_address(request, store, standing);
  } catch (const Refusal& refusal) {
    response = refused(refusal, standing);
  } catch (const soci::soci_error& problem) {
    response = refused(Refusal(500, problem.get_error_message()), standing);
  }
  fence(response);
  response.to_head = request.method == "HEAD";
  return response;
}

}  // namespace sandbox
