#include "regions/api/message_generation.h"

#include <algorithm>
#include <span>
#include <string>
#include <utility>

#include "storage/base/check.h"

namespace meridian {
namespace {

constexpr std::string_view kPrefix = "1 validation error detected: ";
constexpr std::string_view kChanged[] = {"PutItem", "UpdateItem"};

// How the refusals begin that got the prefix: sets, NULL, placeholders, mixed parameters.
constexpr std::string_view kBeginnings[] = {
    "One or more parameter values were invalid: An string set  may not be empty",
    "One or more parameter values were invalid: An number set  may not be empty",
    "One or more parameter values were invalid: Binary sets should not be empty",
    "One or more parameter values were invalid: Input collection ",
    "Input collection contains duplicates",
    "One or more parameter values were invalid: Null attribute value types must have the value of "
    "true",
    "ExpressionAttributeValues can only be specified when using expressions",
    "Can not use both expression and non-expression parameters in the same request: ",
    "ReturnValues can only be ",
};
// What follows "Invalid UpdateExpression: " in those that expressions themselves are refused with.
constexpr std::string_view kOfExpressions[] = {
    "Syntax error; ",
    "The expression can not be empty;",
    "Expression size has exceeded the maximum allowed size; ",
    "The expression has redundant parentheses;",
    "The first operand must be distinct from the remaining operands for this operator or "
    "function; ",
};

bool BeginsWithOneOf(std::string_view text, std::span<const std::string_view> beginnings) {
  return std::ranges::any_of(
      beginnings, [&](std::string_view beginning) { return text.starts_with(beginning); });
}

Task<Reply> AnswerPrefixed(const OperationHandler& handler, const Services& services, Call call) {
  Reply reply = co_await handler(services, std::move(call));
  const ApiError* error = reply.error();
  if (error == nullptr || error->exception != Exception::kValidation ||
      !IsPrefixedToday(error->message)) {
    co_return reply;
  }
  ApiError prefixed = *error;
  prefixed.message.insert(0, kPrefix);
  co_return prefixed;
}

}  // namespace

bool IsPrefixedToday(std::string_view message) {
  if (BeginsWithOneOf(message, kBeginnings)) return true;
  for (const std::string_view parameter :
       {"Invalid UpdateExpression: ", "Invalid ConditionExpression: "}) {
    if (!message.starts_with(parameter)) continue;
    return BeginsWithOneOf(message.substr(parameter.size()), kOfExpressions);
  }
  return false;
}

void SpeakGeneration(MessageGeneration generation, Operations* operations) {
  if (generation == MessageGeneration::kBare) return;
  for (const std::string_view name : kChanged) {
    const Operation* operation = operations->Find(std::string(kDynamoDbTarget).append(name));
    CHECK(operation != nullptr && operation->handler);
    // Not a coroutine itself: it only hands on what it holds, which lives as long as `operations`.
    operations->Add(kDynamoDbTarget, name,
                    [handler = operation->handler](const Services& services, Call call) {
                      return AnswerPrefixed(handler, services, std::move(call));
                    });
  }
}

}  // namespace meridian
