// What most requests share: the table they name, constraints of the framework, placeholders.
//
// The framework that DynamoDB is built on checks some members before the operation sees them, and
// words it "1 validation error detected: Value … at '…' failed to satisfy constraint: …", several
// at once if there are several. Constraints collects them.
//
// Threads: values, pure functions; FindTable reads the catalog's snapshot.
// Source: dynamodb.md 1.4, 1.8.
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

#include "regions/api/call.h"
#include "regions/expressions/substitutions.h"

namespace meridian {

class Constraints {
 public:
  // `member` is named as in messages: lowerCamelCase, or a path. Absent is allowed.
  void OneOf(std::string_view member, std::optional<std::string_view> value,
             std::initializer_list<std::string_view> allowed_in_message_order);
  void NotNull(std::string_view member, bool present);
  void AtLeast(std::string_view member, std::optional<int64_t> value, int64_t least);
  void AtMost(std::string_view member, std::optional<int64_t> value, int64_t most);
  // Any other: "Value 'v' at 'member' failed to satisfy constraint: <constraint>".
  void Fail(std::string_view member, std::string_view value, std::string_view constraint);

  // "N validation errors detected: a; b", if any.
  Status Check() const;

 private:
  int count_ = 0;
  std::string faults_;
};

// The table's name out of a TableName parameter, which is a name or an ARN of this region and
// account. kValidation when it is absent or malformed; kNotFound for an ARN of another region or
// account. `name_bytes_min` is 1 for items, 3 for CreateTable. The view is into `parameter`.
Result<std::string_view> TableNameOf(const Services& services,
                                     std::optional<std::string_view> parameter,
                                     size_t name_bytes_min = 1);

// The table that an item operation is about: kNotFound ("Requested resource not found") unless it
// is there and serves requests (ACTIVE or UPDATING).
Result<TablePtr> FindTable(const Services& services, std::string_view name);

// "arn:aws:dynamodb:<region>:<account>:table/<name>".
std::string TableArn(const Services& services, std::string_view name);

// ExpressionAttributeNames and ExpressionAttributeValues of `body`. `expressions` lists the
// expression parameters that the operation has, as `{"ConditionExpression"}`: placeholders without
// any of them are refused. `values_allowed`: false for reads that have no values.
Result<Substitutions> ReadSubstitutions(JsonValue body,
                                        std::initializer_list<std::string_view> expressions,
                                        bool values_allowed = true);

// kUnsupported if `body` has one of these legacy parameters.
Status RefuseLegacy(JsonValue body, std::initializer_list<std::string_view> parameters);

}  // namespace meridian
