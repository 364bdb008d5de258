// TransactServer: an ApiServer with transactions, and the tables of item_case.h.
#pragma once

#include <string>

#include "regions/api/transact_get.h"
#include "tests/regions/api/item_case.h"
#include "tests/support/fake_transaction_store.h"

namespace meridian {

class TransactServer : public ApiServer {
 public:
  TransactServer() {
    AddTables(this);
    AddTransactOperations(transactions, &operations);
  }

  // TransactWriteItems of `elements`, JSON separated by commas; `more` begins with a comma.
  std::string Write(const std::string& elements, const std::string& more = "") {
    return Ask("TransactWriteItems", R"({"TransactItems":[)" + elements + "]" + more + "}");
  }
  std::string Get(const std::string& elements, const std::string& more = "") {
    return Ask("TransactGetItems", R"({"TransactItems":[)" + elements + "]" + more + "}");
  }
  // What a GetItem of {"k": `k`} in "t" answers.
  std::string Item(const std::string& k) {
    return Ask("GetItem", R"({"TableName":"t","Key":{"k":{"S":")" + k + R"("}}})");
  }

  FakeTransactionStore transactions{store};
};

// A Put of {"k": `k`, "v": 1} into "t"; `more` begins with a comma.
inline std::string PutOf(const std::string& k, const std::string& more = "") {
  return R"({"Put":{"TableName":"t","Item":{"k":{"S":")" + k + R"("},"v":{"N":"1"}})" + more + "}}";
}
// Any other element with a key {"k": `k`} in "t".
inline std::string KeyedOf(const std::string& kind, const std::string& k,
                           const std::string& more = "") {
  return R"({")" + kind + R"(":{"TableName":"t","Key":{"k":{"S":")" + k + R"("}})" + more + "}}";
}

// The body of a cancellation. `reasons`: JSON objects separated by commas.
inline std::string CancelledReply(const std::string& codes, const std::string& reasons) {
  return R"(400 {"__type":"com.amazonaws.dynamodb.v20120810#TransactionCanceledException",)"
         R"("Message":"Transaction cancelled, please refer cancellation reasons for specific )"
         R"(reasons [)" +
         codes + R"(]","CancellationReasons":[)" + reasons + "]}";
}

inline const std::string kNoReason = R"({"Code":"None"})";
inline const std::string kFailedReason =
    R"({"Code":"ConditionalCheckFailed","Message":"The conditional request failed"})";

}  // namespace meridian
