#include "regions/api/global_table_v1_api.h"

#include "regions/tables/constraints.h"
#include "regions/tables/limits.h"

namespace meridian {
namespace {

Result<std::string> ReadName(JsonValue body) {
  TRY(const auto name, StringMember(body, "GlobalTableName"));
  Constraints constraints;
  if (constraints.NotNull("globalTableName", name.has_value())) {
    constraints.Length("globalTableName", *name, kTableNameBytesMin, kTableNameBytesMax);
    constraints.NamePattern("globalTableName", *name);
  }
  TRY(constraints.Check());
  return std::string(*name);
}

Task<Reply> CreateGlobalTable(const Services&, Call call) {
  CO_TRY(const std::string name, ReadName(call.body()));
  co_return ValidationError(
      "DynamoDB global tables version 2017.11.29 is not supported. We recommend using DynamoDB "
      "global tables version 2019.11.21, instead of version 2017.11.29 (Legacy).");
}

// Every other call that names one.
Task<Reply> FindGlobalTable(const Services&, Call call) {
  CO_TRY(const std::string name, ReadName(call.body()));
  co_return ApiError{.exception = Exception::kGlobalTableNotFound,
                     .message = "Global table with name '" + name + "' does not exist.",
                     .members = {}};
}

Task<Reply> ListGlobalTables(const Services&, Call) {
  co_return std::string(R"({"GlobalTables":[]})");
}

}  // namespace

void AddGlobalTableV1Operations(Operations* operations) {
  operations->Add(kDynamoDbTarget, "CreateGlobalTable", CreateGlobalTable);
  operations->Add(kDynamoDbTarget, "ListGlobalTables", ListGlobalTables);
  for (const std::string_view name : {"DescribeGlobalTable", "DescribeGlobalTableSettings",
                                      "UpdateGlobalTable", "UpdateGlobalTableSettings"}) {
    operations->Add(kDynamoDbTarget, name, FindGlobalTable);
  }
}

}  // namespace meridian
