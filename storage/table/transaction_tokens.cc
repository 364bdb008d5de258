#include "storage/table/transaction_tokens.h"

#include "storage/engine/keyspace.h"

namespace meridian {

using Fate = TransactionOutcome::Fate;

namespace {

// Of a request whose token `fingerprint` has, or had: `same` if it is the same request.
Fate FateOf(const std::string& fingerprint, const TransactionToken& token, Fate same) {
  return fingerprint == token.fingerprint ? same : Fate::kTokenReused;
}

}  // namespace

Result<std::optional<Fate>> TransactionTokens::Begin(const TransactionToken& token) {
  {
    const std::lock_guard lock(mutex_);
    const auto [at, added] = in_use_.try_emplace(token.text, token.fingerprint);
    if (!added) return std::optional(FateOf(at->second, token, Fate::kInProgress));
  }
  auto used = FindUsed(token.text);
  if (used && !used->has_value()) return std::optional<Fate>();
  End(token);
  if (!used) return std::move(used).error();
  return std::optional(FateOf((*used)->fingerprint, token, Fate::kReplayed));
}

void TransactionTokens::End(const TransactionToken& token) {
  const std::lock_guard lock(mutex_);
  in_use_.erase(token.text);
}

Result<std::optional<UsedToken>> TransactionTokens::FindUsed(const std::string& text) const {
  const int64_t now = region_.wall().NowMillis();
  const std::string row = TokenRow(text);
  for (const Partition leader : region_.ShardLeaders()) {
    const DatabasePtr database = region_.shard(leader).database();
    if (database == nullptr) return Error{Errc::kUnavailable, "The store is recovering"};
    TRY(const auto bytes, database->Get(row));
    if (!bytes.has_value()) continue;
    TRY(auto used, DecodeUsedToken(*bytes));
    if (used.expires_at_millis > now) return std::optional(std::move(used));
  }
  return std::optional<UsedToken>();
}

Result<std::optional<Fate>> TransactionTokens::Find(const Turn& turn,
                                                    const TransactionToken& token) const {
  TRY(const auto bytes, turn.Get(TokenRow(token.text)));
  if (!bytes.has_value()) return std::optional<Fate>();
  TRY(const auto used, DecodeUsedToken(*bytes));
  if (used.expires_at_millis <= region_.wall().NowMillis()) return std::optional<Fate>();
  return std::optional(FateOf(used.fingerprint, token, Fate::kReplayed));
}

void TransactionTokens::Use(Turn& turn, const TransactionToken& token) const {
  const int64_t expires = region_.wall().NowMillis() + kTransactionTokenMillis;
  turn.Put(TokenRow(token.text),
           EncodeUsedToken({.fingerprint = token.fingerprint, .expires_at_millis = expires}));
  turn.Put(TokenExpiryRow(expires, token.text), "");
}

Result<size_t> TransactionTokens::Sweep(Turn& turn, size_t limit) const {
  const auto now = static_cast<uint64_t>(region_.wall().NowMillis());
  const std::string prefix = RowPrefix(kShardRows, RowKind::kTokenExpiry);
  RowCursor rows(turn.database(), prefix, NumberedRow(kShardRows, RowKind::kTokenExpiry, now + 1));
  size_t swept = 0;
  for (; rows.Valid() && swept < limit; rows.Next(), ++swept) {
    const std::string_view rest = rows.key().substr(prefix.size());
    const std::string row = TokenRow(rest.substr(sizeof(uint64_t)));
    TRY(const auto bytes, turn.Get(row));
    if (bytes.has_value()) {
      // It may have been used again since.
      TRY(const auto used, DecodeUsedToken(*bytes));
      if (used.expires_at_millis == static_cast<int64_t>(ReadBigEndian64(rest))) turn.Delete(row);
    }
    turn.Delete(std::string(rows.key()));
  }
  TRY(rows.status());
  return swept;
}

}  // namespace meridian
