#include "regions/api/scaling_api.h"

#include <gtest/gtest.h>

#include "regions/api/scaling_errors.h"
#include "tests/regions/api/api_server.h"
#include "tests/regions/scaling/scaling_fixtures.h"

namespace meridian {
namespace {

constexpr char kSubject[] = R"("ServiceNamespace":"dynamodb","ResourceId":"table/t",)"
                            R"("ScalableDimension":"dynamodb:table:WriteCapacityUnits")";

std::string With(std::string_view members) {
  return std::string("{").append(kSubject).append(members).append("}");
}

// Of this service, which has its own envelope.
std::string Refused(std::string_view message) {
  return R"(400 {"__type":"ValidationException","Message":")" + std::string(message) + R"("})";
}

std::string NotFound(std::string_view message) {
  return R"(400 {"__type":"ObjectNotFoundException","Message":")" + std::string(message) + R"("})";
}

// The operations of Application Auto Scaling over an API with table "t".
class ScalingServer {
 public:
  ScalingServer() {
    base_.catalog.Add("t", TableSchema{.hash = {.name = "k"}, .range = std::nullopt});
  }

  HttpResponse Send(std::string_view operation, std::string body,
                    std::string_view type = "application/x-amz-json-1.1") {
    HttpResponse response;
    boost::asio::io_context io;
    const std::string target = std::string(kScalingTarget).append(operation);
    const std::vector<HeaderField> headers = {{"X-Amz-Target", target}, {"Content-Type", type}};
    HttpRequest request("POST", "/", headers, std::move(body));
    boost::asio::co_spawn(io, router_.Handle(std::move(request)),
                          [&](std::exception_ptr failure, HttpResponse answer) {
                            if (failure) std::rethrow_exception(failure);
                            response = std::move(answer);
                          });
    io.run();
    return response;
  }
  std::string Ask(std::string_view operation, std::string body) {
    const HttpResponse response = Send(operation, std::move(body));
    return std::to_string(response.status) + " " + response.body;
  }
  ScalingBook& book() { return book_; }

 private:
  static Operations WithScaling(ScalingBook& book) {
    Operations operations = StandardOperations();
    AddScalingOperations(book, &operations);
    return operations;
  }

  ApiServer base_;
  StorageInMemory storage_;
  ScalingBook book_{storage_.Port()};
  Operations operations_ = WithScaling(book_);
  Router router_{base_.services, operations_, base_.authenticator, base_.monotonic, {}};
};

TEST(ScalingApiTest, SpeaksJsonOneOne) {
  ScalingServer server;

  const HttpResponse response =
      server.Send("DescribeScalableTargets", R"({"ServiceNamespace":"dynamodb"})");

  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.content_type, "application/x-amz-json-1.1");
  EXPECT_EQ(response.body, R"({"ScalableTargets":[]})");
}

TEST(ScalingApiTest, ATargetIsRegisteredShownChangedAndDeregistered) {
  ScalingServer server;

  const std::string registered =
      server.Ask("RegisterScalableTarget", With(R"(,"MinCapacity":2,"MaxCapacity":50)"));
  ASSERT_EQ(server.book().targets()->size(), 1u);
  const ScalableTarget target = server.book().targets()->front();
  EXPECT_EQ(registered,
            R"(200 {"ScalableTargetARN":")" + ScalableTargetArn("us-east-1", target) + R"("})");
  EXPECT_EQ(target.min_capacity, 2);
  EXPECT_EQ(target.max_capacity, 50);

  EXPECT_EQ(
      server.Ask("RegisterScalableTarget",
                 With(R"(,"MaxCapacity":9,"SuspendedState":{"DynamicScalingInSuspended":true})")),
      registered);
  EXPECT_EQ(server.book().targets()->front().min_capacity, 2);
  EXPECT_EQ(server.book().targets()->front().max_capacity, 9);
  EXPECT_TRUE(server.book().targets()->front().scale_in_suspended);

  EXPECT_EQ(server.Ask("DeregisterScalableTarget", With("")), "200 {}");
  EXPECT_EQ(server.Ask("DeregisterScalableTarget", With("")),
            NotFound("No scalable target found for service namespace: dynamodb, resource ID: "
                     "table/t, scalable dimension: dynamodb:table:WriteCapacityUnits"));
}

TEST(ScalingApiTest, WhatIsWrongWithATargetIsSaid) {
  ScalingServer server;

  EXPECT_EQ(
      server.Ask("RegisterScalableTarget", "{}"),
      Refused("3 validation errors detected: Value null at 'serviceNamespace' failed to satisfy "
              "constraint: Member must not be null; Value null at 'resourceId' failed to satisfy "
              "constraint: Member must not be null; Value null at 'scalableDimension' failed to "
              "satisfy constraint: Member must not be null"));
  EXPECT_EQ(server.Ask("RegisterScalableTarget", With(R"(,"MinCapacity":2)")),
            Refused("MinCapacity and MaxCapacity must be specified when registering a new "
                    "scalable target"));
  EXPECT_EQ(server.Ask("RegisterScalableTarget", With(R"(,"MinCapacity":3,"MaxCapacity":2)")),
            Refused("Maximum capacity cannot be less than minimum capacity"));
  EXPECT_EQ(
      server.Ask("RegisterScalableTarget",
                 R"({"ServiceNamespace":"dynamodb","ResourceId":"table/no","MinCapacity":1,)"
                 R"("ScalableDimension":"dynamodb:table:ReadCapacityUnits","MaxCapacity":2})"),
      Refused("DynamoDB table does not exist: table/no"));
  EXPECT_EQ(server.Ask("RegisterScalableTarget",
                       R"({"ServiceNamespace":"ecs","ResourceId":"service/x/y","MinCapacity":1,)"
                       R"("ScalableDimension":"ecs:service:DesiredCount","MaxCapacity":2})"),
            Refused("Unsupported service namespace, resource type or scalable dimension"));
  EXPECT_TRUE(server.book().targets()->empty());
}

constexpr char kPolicy[] =
    R"(,"PolicyName":"p","PolicyType":"TargetTrackingScaling",)"
    R"("TargetTrackingScalingPolicyConfiguration":{"TargetValue":70,"ScaleInCooldown":60,)"
    R"("PredefinedMetricSpecification":{"PredefinedMetricType":"DynamoDBWriteCapacityUtilization"}})";

TEST(ScalingApiTest, APolicyBelongsToATarget) {
  ScalingServer server;
  EXPECT_EQ(server.Ask("PutScalingPolicy", With(kPolicy)),
            NotFound("No scalable target registered for service namespace: dynamodb, resource ID: "
                     "table/t, scalable dimension: dynamodb:table:WriteCapacityUnits"));
  server.Ask("RegisterScalableTarget", With(R"(,"MinCapacity":2,"MaxCapacity":50)"));

  const std::string put = server.Ask("PutScalingPolicy", With(kPolicy));

  const ScalableTarget target = server.book().targets()->front();
  ASSERT_TRUE(target.policy);
  const std::string arn = ScalingPolicyArn("us-east-1", target);
  EXPECT_EQ(put, R"(200 {"PolicyARN":")" + arn + R"(","Alarms":[]})");
  EXPECT_EQ(target.policy->tracking.target_percent, 70);
  EXPECT_EQ(
      server.Ask("DescribeScalingPolicies", R"({"ServiceNamespace":"dynamodb"})"),
      R"(200 {"ScalingPolicies":[{"PolicyARN":")" + arn + R"(","PolicyName":"p",)" + kSubject +
          R"(,"PolicyType":"TargetTrackingScaling","TargetTrackingScalingPolicyConfiguration":)"
          R"({"TargetValue":70.0,"PredefinedMetricSpecification":{"PredefinedMetricType":)"
          R"("DynamoDBWriteCapacityUtilization"},"ScaleInCooldown":60},"Alarms":[],)"
          R"("CreationTime":1700000000.123}]})");
  EXPECT_EQ(server.Ask("DeleteScalingPolicy", With(R"(,"PolicyName":"p")")), "200 {}");
  EXPECT_EQ(server.Ask("DeleteScalingPolicy", With(R"(,"PolicyName":"p")")),
            NotFound("No scaling policy found for service namespace: dynamodb, resource ID: "
                     "table/t, scalable dimension: dynamodb:table:WriteCapacityUnits, policy "
                     "name: p"));
}

TEST(ScalingApiTest, WhatIsWrongWithAPolicyIsSaid) {
  ScalingServer server;
  server.Ask("RegisterScalableTarget", With(R"(,"MinCapacity":2,"MaxCapacity":50)"));
  const auto with = [](const std::string& value, const std::string& metric) {
    return With(R"(,"PolicyName":"p","PolicyType":"TargetTrackingScaling",)"
                R"("TargetTrackingScalingPolicyConfiguration":{"TargetValue":)" +
                value + R"(,"PredefinedMetricSpecification":{"PredefinedMetricType":")" + metric +
                R"("}})");
  };

  for (const char* value : {"19.9", "91"})
    EXPECT_EQ(server.Ask("PutScalingPolicy", with(value, "DynamoDBWriteCapacityUtilization")),
              Refused("TargetValue must be between 20.0 and 90.0 for DynamoDB"));
  EXPECT_EQ(server.Ask("PutScalingPolicy", with("70", "DynamoDBReadCapacityUtilization")),
            Refused("Invalid predefined metric type DynamoDBReadCapacityUtilization for scalable "
                    "dimension dynamodb:table:WriteCapacityUnits"));
  EXPECT_EQ(server.Ask("PutScalingPolicy", With(R"(,"PolicyName":"p","PolicyType":"StepScaling")")),
            Refused("Policy type StepScaling is not supported for DynamoDB; use "
                    "TargetTrackingScaling"));
  EXPECT_FALSE(server.book().targets()->front().policy);
}

TEST(ScalingApiTest, ListsComeInPages) {
  ScalingServer server;
  for (const char* kind : {"Read", "Write"})
    server.Ask("RegisterScalableTarget",
               R"({"ServiceNamespace":"dynamodb","ResourceId":"table/t","MinCapacity":1,)"
               R"("MaxCapacity":2,"ScalableDimension":"dynamodb:table:)" +
                   std::string(kind) + R"(CapacityUnits"})");

  const std::string first =
      server.Ask("DescribeScalableTargets", R"({"ServiceNamespace":"dynamodb","MaxResults":1})");
  const std::string second =
      server.Ask("DescribeScalableTargets",
                 R"({"ServiceNamespace":"dynamodb","MaxResults":1,"NextToken":"1"})");

  EXPECT_NE(first.find("table:ReadCapacityUnits"), std::string::npos);
  EXPECT_NE(first.find(R"("NextToken":"1")"), std::string::npos);
  EXPECT_NE(second.find("table:WriteCapacityUnits"), std::string::npos);
  EXPECT_EQ(second.find("NextToken"), std::string::npos);
  EXPECT_EQ(
      server.Ask("DescribeScalableTargets", R"({"ServiceNamespace":"dynamodb","NextToken":"x"})"),
      R"(400 {"__type":"InvalidNextTokenException","Message":)"
      R"("The specified next token isn't valid"})");
  EXPECT_EQ(server.Ask("DescribeScalableTargets", R"({"ServiceNamespace":"ecs"})"),
            R"(200 {"ScalableTargets":[]})");
}

TEST(ScalingApiTest, ActivitiesAreShownWithTheirOutcome) {
  ScalingServer server;
  server.book().AddActivity({.id = "a",
                             .resource_id = "table/t",
                             .kind = CapacityKind::kRead,
                             .description = "Setting read capacity units to 5.",
                             .cause = "c",
                             .started_at_millis = 1000,
                             .ended_at_millis = 2000,
                             .failure = "no"});

  EXPECT_EQ(server.Ask("DescribeScalingActivities",
                       R"({"ServiceNamespace":"dynamodb","ResourceId":"table/t"})"),
            R"(200 {"ScalingActivities":[{"ActivityId":"a","ServiceNamespace":"dynamodb",)"
            R"("ResourceId":"table/t","ScalableDimension":"dynamodb:table:ReadCapacityUnits",)"
            R"("Description":"Setting read capacity units to 5.","Cause":"c","StartTime":1.0,)"
            R"("EndTime":2.0,"StatusCode":"Failed","StatusMessage":"no"}]})");
  EXPECT_EQ(server.Ask("DescribeScalingActivities",
                       R"({"ServiceNamespace":"dynamodb","ResourceId":"table/u"})"),
            R"(200 {"ScalingActivities":[]})");
}

}  // namespace
}  // namespace meridian
