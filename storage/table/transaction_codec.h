// The rows of transactions and their values; docs/formats/disk.md, "Transactions".
//
// Decoders answer kCorrupt for damaged bytes and kUnsupported for a format of a newer release.
//
// Threads: pure functions.
#pragma once

#include <string>
#include <string_view>

#include "storage/base/result.h"
#include "storage/table/transaction.h"

namespace meridian {

// partition | kPrepared | id, and partition | kDecision | id.
std::string PreparedRow(Partition partition, const TransactionId& id);
std::string DecisionRow(Partition partition, const TransactionId& id);

std::string EncodePreparedPart(const PreparedPart& part);
// `row` is the row's key: it has the partition.
Result<PreparedPart> DecodePreparedPart(std::string_view row, std::string_view bytes);

std::string EncodeDecision(const TransactionDecision& decision);
Result<TransactionDecision> DecodeDecision(std::string_view bytes);

// A client's token that was used.
struct UsedToken {
  std::string fingerprint;  // Of the request that used it.
  int64_t expires_at_millis = 0;
};
// kShardRows | kToken | token, and kShardRows | kTokenExpiry | expires | token.
std::string TokenRow(std::string_view token);
std::string TokenExpiryRow(int64_t expires_at_millis, std::string_view token);
std::string EncodeUsedToken(const UsedToken& token);
Result<UsedToken> DecodeUsedToken(std::string_view bytes);

}  // namespace meridian
