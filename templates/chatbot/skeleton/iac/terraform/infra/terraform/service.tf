locals {
  full_name = "${var.name}-${var.stage}"
  # A load balancer's name has at most 32 characters and its target groups add a suffix of seven. It may not begin with
  # "internal-", nor a security group's with "sg-": hence the prefix.
  short_name = "bot-${length(local.full_name) <= 21 ? local.full_name : "${substr(var.name, 0, 12)}-${substr(sha256(local.full_name), 0, 8)}"}"
  port       = 8080
  public_cidrs = [
    for cidr in var.allowed_cidrs : cidr
    if !can(regex("^(10\\.|192\\.168\\.|172\\.(1[6-9]|2[0-9]|3[01])\\.)", cidr))
  ]
  releases = merge({ stable = var.stable }, var.canary == null ? {} : { canary = var.canary })
  # Without a canary there is nobody to send its share to.
  canary_weight = var.canary == null ? 0 : var.canary_weight
}

resource "aws_ecs_cluster" "this" {
  name = local.full_name

  setting {
    name  = "containerInsights"
    value = "enabled"
  }
}

resource "aws_cloudwatch_log_group" "this" {
  name              = "/chatbots/${local.full_name}"
  retention_in_days = var.stage == "production" ? 365 : 30
}

resource "aws_ecs_task_definition" "release" {
  for_each = local.releases

  family                   = "${local.full_name}-${each.key}"
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = 512
  memory                   = 1024
  execution_role_arn       = aws_iam_role.execution.arn
  task_role_arn            = aws_iam_role.task.arn

  container_definitions = jsonencode([{
    name                   = "bot"
    image                  = each.value.image
    essential              = true
    readonlyRootFilesystem = true
    user                   = "node"
    portMappings           = [{ containerPort = local.port, protocol = "tcp" }]
    mountPoints            = [{ sourceVolume = "feedback", containerPath = "/var/lib/chatbot", readOnly = false }]
    environment = [
      { name = "TRUST_PROXY", value = "true" },
      { name = "CHATBOT_VERSION", value = each.value.version },
      { name = "CHATBOT_DIGEST", value = each.value.digest },
      { name = "CHATBOT_COMMIT", value = each.value.commit },
    ]
    secrets = [for variable, arn in var.provider_key_secrets : { name = variable, valueFrom = arn }]
    logConfiguration = {
      logDriver = "awslogs"
      options = {
        "awslogs-group"         = aws_cloudwatch_log_group.this.name
        "awslogs-region"        = var.region
        "awslogs-stream-prefix" = each.key
      }
    }
  }])

  volume {
    name = "feedback"
  }
}

resource "aws_ecs_service" "release" {
  for_each = local.releases

  name             = each.key
  cluster          = aws_ecs_cluster.this.id
  task_definition  = aws_ecs_task_definition.release[each.key].arn
  desired_count    = var.desired_count
  launch_type      = "FARGATE"
  propagate_tags   = "SERVICE"
  platform_version = "1.4.0"

  # The rollout waits for healthy tasks before it shifts traffic.
  wait_for_steady_state = true

  deployment_circuit_breaker {
    enable   = true
    rollback = true
  }

  network_configuration {
    subnets         = var.private_subnet_ids
    security_groups = [aws_security_group.bot.id]
  }

  load_balancer {
    target_group_arn = aws_lb_target_group.release[each.key].arn
    container_name   = "bot"
    container_port   = local.port
  }

  depends_on = [aws_lb_listener.https]
}
