// Message texts that several operations share, byte for byte DynamoDB's.
//
// Source: dynamodb.md 1.8. Where DynamoDB's texts came in generations, these are of the one without
// the prefix "1 validation error detected: ".
#pragma once

namespace meridian::messages {

inline constexpr char kTableNotFound[] = "Requested resource not found";
inline constexpr char kConditionFailed[] = "The conditional request failed";
inline constexpr char kItemTooLarge[] = "Item size has exceeded the maximum allowed size";
inline constexpr char kUpdateTooLarge[] =
    "Item size to update has exceeded the maximum allowed size";
inline constexpr char kNestingTooDeep[] =
    "Nesting Levels have exceeded supported limits: Attributes in the item have nested levels "
    "beyond supported limit";
inline constexpr char kAttributeEmpty[] =
    "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes";
inline constexpr char kAttributeAmbiguous[] =
    "Supplied AttributeValue has more than one datatypes set, must contain exactly one of the "
    "supported datatypes";
inline constexpr char kHashKeyTooLarge[] =
    "One or more parameter values were invalid: Size of hashkey has exceeded the maximum size "
    "limit of2048 bytes";
inline constexpr char kRangeKeyTooLarge[] =
    "One or more parameter values were invalid: Aggregated size of all range keys has exceeded the "
    "size limit of 1024 bytes";
// What the following begin with.
inline constexpr char kInvalidValues[] = "One or more parameter values were invalid: ";

}  // namespace meridian::messages
