#pragma once

#include <soci/soci.h>

#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace sandbox {

/// A statement prepared once, with values of its own bound to it; SOCI prepares anew for each
/// `session << …`, which costs two thirds of the speed.
template <class Row, class... In>
class Lookup {
public:
  Lookup(soci::session& session, const std::string& sql) : statement_(session) {
    std::apply([this](auto&... out) { (statement_.exchange(soci::into(out)), ...); }, out_);
    std::apply([this](auto&... in) { (statement_.exchange(soci::use(in)), ...); }, in_);
    statement_.alloc();
    statement_.prepare(sql);
    statement_.define_and_bind();
  }
  Lookup(const Lookup&) = delete;
  Lookup& operator=(const Lookup&) = delete;

  /// The first row; absent when there is none.
  std::optional<Row> operator()(In... in) {
    in_ = std::tuple<In...>(std::move(in)...);
    std::optional<Row> row;
    if (statement_.execute(true)) {
      row = out_;
      while (statement_.fetch()) {  // To the end: an open cursor would hold SQLite's read lock.
      }
    }
    return row;
  }

private:
  std::tuple<In...> in_;
  Row out_;
  soci::statement statement_;
};

/// As Lookup, for what gives no rows.
template <class... In>
class Change {
public:
  Change(soci::session& session, const std::string& sql) : statement_(session) {
    std::apply([this](auto&... in) { (statement_.exchange(soci::use(in)), ...); }, in_);
    statement_.alloc();
    statement_.prepare(sql);
    statement_.define_and_bind();
  }
  Change(const Change&) = delete;
  Change& operator=(const Change&) = delete;

  void operator()(In... in) {
    in_ = std::tuple<In...>(std::move(in)...);
    statement_.execute(true);
  }

private:
  std::tuple<In...> in_;
  soci::statement statement_;
};

/// All rows of a query written for the occasion. `texts` are bound to :t0, :t1, … in this order.
template <class Row>
std::vector<Row> select(
    soci::session& session, const std::string& sql, const std::vector<std::string>& texts = {}
) {
  Row out;
  soci::statement statement(session);
  std::apply([&](auto&... each) { (statement.exchange(soci::into(each)), ...); }, out);
  for (const auto& text : texts) {
    statement.exchange(soci::use(text));
  }
  statement.alloc();
  statement.prepare(sql);
  statement.define_and_bind();
  std::vector<Row> rows;
  for (bool more = statement.execute(true); more; more = statement.fetch()) {
    rows.push_back(out);
  }
  return rows;
}

}  // namespace sandbox
