mock_provider "aws" {
  mock_data "aws_iam_policy_document" {
    defaults = { json = "{\"Version\":\"2012-10-17\",\"Statement\":[]}" }
  }
  mock_resource "aws_iam_role" {
    defaults = { arn = "arn:aws:iam::111111111111:role/mock" }
  }
  mock_resource "aws_lb" {
    defaults = { arn = "arn:aws:elasticloadbalancing:eu-central-1:111111111111:loadbalancer/app/mock/1" }
  }
  mock_resource "aws_lb_target_group" {
    defaults = { arn = "arn:aws:elasticloadbalancing:eu-central-1:111111111111:targetgroup/mock/1" }
  }
  mock_resource "aws_ecs_cluster" {
    defaults = { arn = "arn:aws:ecs:eu-central-1:111111111111:cluster/mock" }
  }
  mock_resource "aws_ecs_task_definition" {
    defaults = { arn = "arn:aws:ecs:eu-central-1:111111111111:task-definition/mock:1" }
  }
}

variables {
  stage                    = "production"
  vpc_id                   = "vpc-1"
  load_balancer_subnet_ids = ["subnet-1", "subnet-2"]
  private_subnet_ids       = ["subnet-3", "subnet-4"]
  certificate_arn          = "arn:aws:acm:eu-central-1:111111111111:certificate/mock"
  stable = {
    image   = "registry.example/bot@sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
    version = "1.0.0"
    digest  = "aaaa"
    commit  = "aaaa"
  }
}

run "steady" {
  command = apply

  assert {
    condition     = output.weights == { stable = 100, canary = 0 }
    error_message = "Without a rollout the stable release has all traffic."
  }
  assert {
    condition     = length(aws_ecs_service.release) == 1
    error_message = "Without a rollout one service runs."
  }
  assert {
    condition     = aws_lb.this.enable_deletion_protection
    error_message = "Production's load balancer is protected from deletion."
  }
}

run "canary_gets_its_share" {
  command = apply

  variables {
    canary_weight = 10
    canary = {
      image   = "registry.example/bot@sha256:bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"
      version = "1.1.0"
      digest  = "bbbb"
      commit  = "bbbb"
    }
  }

  assert {
    condition     = toset([for group in one(aws_lb_listener.https.default_action[0].forward).target_group : group.weight]) == toset([90, 10])
    error_message = "The listener splits 90 to 10."
  }
  assert {
    condition     = strcontains(aws_ecs_task_definition.release["canary"].container_definitions, "1.1.0")
    error_message = "The canary answers as its own version."
  }
}

run "weight_without_canary_sends_nothing" {
  command = plan

  variables {
    canary_weight = 50
  }

  assert {
    condition     = output.weights.stable == 100
    error_message = "A weight without a canary must not send traffic to nobody."
  }
}

run "keys_are_secrets" {
  command = apply

  variables {
    provider_key_secrets = { OPENAI_API_KEY = "arn:aws:secretsmanager:eu-central-1:111111111111:secret:key" }
  }

  assert {
    condition     = strcontains(aws_ecs_task_definition.release["stable"].container_definitions, "valueFrom") && length(aws_iam_role_policy.keys) == 1
    error_message = "A key reaches the bot as a secret that its role may read."
  }
}

run "long_names_fit" {
  command = plan

  variables {
    name = "a-chatbot-with-the-longest-name-that-is-allowed-50"
  }

  assert {
    condition     = length("${local.short_name}-canary") <= 32
    error_message = "A target group's name has at most 32 characters."
  }
}

run "reserved_names_are_avoided" {
  command = plan

  variables {
    name = "internal-helpdesk"
  }

  assert {
    condition     = !startswith(aws_lb.this.name, "internal-")
    error_message = "AWS keeps names that begin with internal- for itself."
  }
}

run "is_internal_unless_told" {
  command = plan

  assert {
    condition     = aws_lb.this.internal
    error_message = "The networks that are allowed by default reach private addresses only."
  }
}

run "faces_the_internet_when_told" {
  command = plan

  variables {
    internal      = false
    allowed_cidrs = ["10.0.0.0/8", "203.0.113.0/24"]
  }

  assert {
    condition     = !aws_lb.this.internal
    error_message = "Who asks for public addresses gets them."
  }
}

run "unreachable_is_refused" {
  command = plan

  variables {
    internal = false
  }

  expect_failures = [aws_lb.this]
}

run "tags_are_refused" {
  command = plan

  variables {
    stable = { image = "registry.example/bot:latest", version = "1", digest = "a", commit = "a" }
  }

  expect_failures = [var.stable]
}

run "other_weights_are_refused" {
  command = plan

  variables {
    canary_weight = 30
  }

  expect_failures = [var.canary_weight]
}
