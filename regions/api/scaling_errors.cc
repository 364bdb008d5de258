#include "regions/api/scaling_errors.h"

#include "regions/api/json_writer.h"

namespace meridian {
namespace {

std::string_view NameOf(const ApiError& error) {
  switch (error.exception) {
    case Exception::kResourceNotFound: return "ObjectNotFoundException";
    case Exception::kExpiredIterator: return "InvalidNextTokenException";
    case Exception::kThrottling: return "ConcurrentUpdateException";
    case Exception::kServiceUnavailable:
    case Exception::kInternalServerError: return "InternalServiceException";
    default: return error.name();
  }
}

}  // namespace

std::string ScalingErrorBody(const ApiError& error) {
  JsonWriter json;
  json.BeginObject().Key("__type").String(NameOf(error));
  if (!error.message.empty()) json.Key("Message").String(error.message);
  return json.EndObject().Take();
}

}  // namespace meridian
