#pragma once

#include "client/practitest.hpp"
#include "importer/gather.hpp"
#include "importer/plan.hpp"
#include "importer/project_fields.hpp"
#include "importer/told_fields.hpp"

#include <boost/asio/awaitable.hpp>

#include <optional>
#include <string>
#include <vector>

namespace importer {

/// Values that go to PractiTest, and who gets them.
struct SentFields {
  client::FieldOwner owner = client::FieldOwner::run;
  client::FieldValues* values = nullptr;
  std::string where;  ///< "shop.Cart.adds"
};

/// All that the import may send, each set of values once.
std::vector<SentFields> all_fields(const Gathered& gathered);
/// What this plan sends, or may, where fields of known tests are updated.
std::vector<SentFields> fields_sent(const Plan& plan, bool updates_tests = false);

/// The project's fields, asked for once by all imports that share this.
struct KnownFields {
  bool asked = false;
  std::vector<client::Field> fields;
  std::optional<client::ApiError> refusal;  ///< The token may not read them.
};

/// Whether one of the values is to be checked, for which the project's fields must be known.
bool needs_check(const std::vector<SentFields>& sent);

/// What came of it.
struct SettledFields {
  std::vector<ListExtension> extensions;
  FieldNames names;
  std::string warning;  ///< For the user; empty for none.
};

/// Checks the values against the project's fields, and gives them keys and forms, in place
/// (project_fields.hpp). Asks for fields.json, unless `known` has them, and only where something
/// has to be checked; values that lists are to get are then known as theirs. A token that may not
/// read it gets a warning: values of fields that are named by name are left out then, the others go
/// unchecked. Throws UsageError, and as every read.
boost::asio::awaitable<SettledFields> settle_fields(
    client::PractiTest& practitest,
    std::vector<SentFields> sent,
    bool may_extend,
    KnownFields& known
);

/// The key of the field of --match-field, which is FieldChoice::field. Asks for fields.json where
/// that is the name of a custom field, unless `known` has it. Throws UsageError for a field that
/// tests do not have, and for one whose name the token may not look up; and as every read.
boost::asio::awaitable<std::string> key_of_match_field(
    client::PractiTest& practitest, std::string field, KnownFields& known
);

/// Whether a test that is made needs a call of its own, because runs/auto_create.json does not take
/// one of its fields.
bool needs_creation_of_its_own(const Gathered& gathered);

/// Gives the lists the values that they lack: what a list holds is read before it is replaced, so
/// that nothing is lost that others added meanwhile. Throws ApiError, also when PractiTest refuses.
boost::asio::awaitable<void> extend_lists(
    client::PractiTest& practitest, const std::vector<ListExtension>& extensions
);

}  // namespace importer
