#include "tests/e2e/by_hand.hpp"

#include "tests/client/run.hpp"

#include <boost/test/unit_test.hpp>

namespace e2e {

namespace {

client::Settings settings_for(const sandbox::Address& address) {
  client::Settings settings;
  settings.base_url = address.url;
  settings.ca_pem = address.ca_pem;
  settings.token = address.personal_token;
  settings.rate = 0;
  return settings;
}

template <class T>
T done(client::Written<T> written) {
  BOOST_REQUIRE(written.fate == client::Fate::done);
  return std::move(written.value);
}

}  // namespace

ByHand::ByHand(const sandbox::Sandbox& server)
    : settings_(settings_for(server.address())),
      transport_(settings_),
      caller_(settings_, transport_, clock_, nullptr),
      practitest_(settings_, caller_, server.address().project_id) {}

client::Id ByHand::test(const std::string& name, client::FieldValues fields) {
  client::NewTest fresh;
  fresh.name = name;
  fresh.fields = std::move(fields);
  return done(support::run(loop_, practitest_.create_test(fresh))).id;
}

client::Id ByHand::set(const std::string& name, const std::vector<client::Id>& tests) {
  client::NewTestSet fresh;
  fresh.name = name;
  fresh.test_ids = tests;
  return done(support::run(loop_, practitest_.create_set(fresh))).id;
}

client::Id ByHand::instance(client::Id set, client::Id test) {
  std::vector<client::NewInstance> fresh(1);
  fresh[0].set_id = set;
  fresh[0].test_id = test;
  return done(support::run(loop_, practitest_.create_instances(fresh))).at(0).id;
}

}  // namespace e2e
