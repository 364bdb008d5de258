#include "regions/api/operations.h"

#include <utility>

#include "regions/api/batch_get.h"
#include "regions/api/batch_statement.h"
#include "regions/api/batch_write.h"
#include "regions/api/delete_item.h"
#include "regions/api/execute_statement.h"
#include "regions/api/get_item.h"
#include "regions/api/global_table_v1_api.h"
#include "regions/api/put_item.h"
#include "regions/api/query.h"
#include "regions/api/request_checker.h"
#include "regions/api/scan.h"
#include "regions/api/tag_api.h"
#include "regions/api/update_item.h"

namespace meridian {

namespace {

// Amazon DynamoDB API Reference, API version 2012-08-10, and its later additions.
constexpr std::string_view kDynamoDbOperations[] = {
    "BatchExecuteStatement",
    "BatchGetItem",
    "BatchWriteItem",
    "CreateBackup",
    "CreateGlobalTable",
    "CreateTable",
    "DeleteBackup",
    "DeleteItem",
    "DeleteResourcePolicy",
    "DeleteTable",
    "DescribeBackup",
    "DescribeContinuousBackups",
    "DescribeContributorInsights",
    "DescribeEndpoints",
    "DescribeExport",
    "DescribeGlobalTable",
    "DescribeGlobalTableSettings",
    "DescribeImport",
    "DescribeKinesisStreamingDestination",
    "DescribeLimits",
    "DescribeTable",
    "DescribeTableReplicaAutoScaling",
    "DescribeTimeToLive",
    "DisableKinesisStreamingDestination",
    "EnableKinesisStreamingDestination",
    "ExecuteStatement",
    "ExecuteTransaction",
    "ExportTableToPointInTime",
    "GetItem",
    "GetResourcePolicy",
    "ImportTable",
    "ListBackups",
    "ListContributorInsights",
    "ListExports",
    "ListGlobalTables",
    "ListImports",
    "ListTables",
    "ListTagsOfResource",
    "PutItem",
    "PutResourcePolicy",
    "Query",
    "RestoreTableFromBackup",
    "RestoreTableToPointInTime",
    "Scan",
    "TagResource",
    "TransactGetItems",
    "TransactWriteItems",
    "UntagResource",
    "UpdateContinuousBackups",
    "UpdateContributorInsights",
    "UpdateGlobalTable",
    "UpdateGlobalTableSettings",
    "UpdateItem",
    "UpdateKinesisStreamingDestination",
    "UpdateTable",
    "UpdateTableReplicaAutoScaling",
    "UpdateTimeToLive",
};

constexpr std::string_view kStreamsOperations[] = {"DescribeStream", "GetRecords",
                                                   "GetShardIterator", "ListStreams"};

std::string Target(std::string_view prefix, std::string_view name) {
  return std::string(prefix).append(name);
}

Task<Reply> AnswerError(Error error) { co_return error; }

}  // namespace

Operations::Operations() {
  for (const std::string_view name : kDynamoDbOperations) Add(kDynamoDbTarget, name, nullptr);
  for (const std::string_view name : kStreamsOperations) Add(kStreamsTarget, name, nullptr);
}

void Operations::Add(std::string_view prefix, std::string_view name, OperationHandler handler) {
  operations_.insert_or_assign(Target(prefix, name),
                               Operation{std::string(name), std::move(handler)});
}

const Operation* Operations::Find(std::string_view target) const {
  const auto found = operations_.find(target);
  return found == operations_.end() ? nullptr : &found->second;
}

Task<Reply> Operations::Run(const Operation& operation, const Services& services, Call call) {
  if (!operation.handler) return AnswerError(Unsupported(operation.name));
  if (Status checked = CheckRequest(operation.name, services.region, call.body()); !checked) {
    return AnswerError(std::move(checked).error());
  }
  return operation.handler(services, std::move(call));
}

Operations StandardOperations() {
  Operations operations;
  operations.Add(kDynamoDbTarget, "BatchExecuteStatement", BatchExecuteStatement);
  operations.Add(kDynamoDbTarget, "BatchGetItem", BatchGetItem);
  operations.Add(kDynamoDbTarget, "BatchWriteItem", BatchWriteItem);
  operations.Add(kDynamoDbTarget, "DeleteItem", DeleteItem);
  operations.Add(kDynamoDbTarget, "ExecuteStatement", ExecuteStatement);
  operations.Add(kDynamoDbTarget, "GetItem", GetItem);
  operations.Add(kDynamoDbTarget, "PutItem", PutItem);
  operations.Add(kDynamoDbTarget, "Query", Query);
  operations.Add(kDynamoDbTarget, "Scan", Scan);
  operations.Add(kDynamoDbTarget, "TagResource", TagResource);
  operations.Add(kDynamoDbTarget, "UntagResource", UntagResource);
  operations.Add(kDynamoDbTarget, "ListTagsOfResource", ListTagsOfResource);
  operations.Add(kDynamoDbTarget, "UpdateItem", UpdateItem);
  AddGlobalTableV1Operations(&operations);
  return operations;
}

}  // namespace meridian
