#include "regions/api/transact_write.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "regions/api/canonical_json.h"
#include "regions/api/transact_element.h"
#include "regions/auth/sha256.h"

namespace meridian {
namespace {

Result<std::optional<TransactionToken>> ReadToken(JsonValue body, JsonValue items,
                                                  Constraints* constraints) {
  TRY(const auto text, StringMember(body, "ClientRequestToken"));
  if (!text) return std::optional<TransactionToken>();
  constraints->Length("clientRequestToken", *text, 1, kClientRequestTokenBytesMax);
  std::string canonical;
  if (items.exists()) AppendCanonicalJson(items, &canonical);
  const Digest256 digest = Sha256(canonical);
  return std::optional(
      TransactionToken{std::string(*text), std::string(digest.begin(), digest.end())});
}

Status CheckElements(JsonValue items, Constraints* constraints) {
  if (!constraints->NotNull("transactItems", items.exists())) return OkStatus();
  if (items.size() == 0) {
    constraints->Violated("transactItems", "[]",
                          "Member must have length greater than or equal to 1");
  } else if (items.size() > kTransactItemsMax) {
    constraints->Violated(
        "transactItems", "[…]",
        "Member must have length less than or equal to " + std::to_string(kTransactItemsMax));
    return OkStatus();
  }
  size_t index = 0;
  return items.ForEachElement(
      [&](JsonValue element) { return CheckElement(element, index++, constraints); });
}

Result<std::shared_ptr<TransactRequest>> ReadRequest(const Services& services, JsonValue body) {
  auto request = std::make_shared<TransactRequest>();
  Constraints constraints;
  TRY(request->capacity, ReadReturnCapacity(body, &constraints));
  TRY(EnumMember(body, "ReturnItemCollectionMetrics", "returnItemCollectionMetrics",
                 {"SIZE", "NONE"}, &constraints));
  TRY(const JsonValue items, ArrayMember(body, "TransactItems"));
  TRY(CheckElements(items, &constraints));
  TRY(request->token, ReadToken(body, items, &constraints));
  TRY(constraints.Check());

  std::vector<ReadElement> elements;
  size_t bytes = 0;
  TRY(items.ForEachElement([&](JsonValue element) -> Status {
    TRY(ReadElement read, ReadTransactElement(services, element));
    bytes += read.bytes;
    elements.push_back(std::move(read));
    return OkStatus();
  }));
  if (bytes > kTransactBytesMax) {
    return Validation("Transaction payload size cannot exceed 4MB. Payload Size: " +
                      std::to_string(bytes));
  }
  for (ReadElement& element : elements) {
    TRY(TransactElement resolved, ResolveElement(services, std::move(element)));
    request->elements.push_back(std::move(resolved));
  }
  TRY(CheckNoItemTwice(request->elements));
  return request;
}

}  // namespace

Task<Reply> TransactWriteItems(const Services& services, TransactionStore& store, Call call) {
  CO_TRY(auto request, ReadRequest(services, call.body()));
  co_return co_await RunTransaction(services, store, std::move(request));
}

}  // namespace meridian
