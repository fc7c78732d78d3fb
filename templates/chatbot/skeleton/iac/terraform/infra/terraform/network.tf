resource "aws_security_group" "load_balancer" {
  name_prefix = "${local.short_name}-lb-"
  description = "HTTPS to the load balancer of ${local.full_name}"
  vpc_id      = var.vpc_id

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_vpc_security_group_ingress_rule" "https" {
  for_each = toset(var.allowed_cidrs)

  security_group_id = aws_security_group.load_balancer.id
  description       = "HTTPS from ${each.value}"
  cidr_ipv4         = each.value
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
}

resource "aws_vpc_security_group_egress_rule" "to_bot" {
  security_group_id            = aws_security_group.load_balancer.id
  description                  = "To the bot only"
  referenced_security_group_id = aws_security_group.bot.id
  ip_protocol                  = "tcp"
  from_port                    = local.port
  to_port                      = local.port
}

resource "aws_security_group" "bot" {
  name_prefix = "${local.short_name}-bot-"
  description = "Tasks of ${local.full_name}"
  vpc_id      = var.vpc_id

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_vpc_security_group_ingress_rule" "from_load_balancer" {
  security_group_id            = aws_security_group.bot.id
  description                  = "From the load balancer only"
  referenced_security_group_id = aws_security_group.load_balancer.id
  ip_protocol                  = "tcp"
  from_port                    = local.port
  to_port                      = local.port
}

resource "aws_vpc_security_group_egress_rule" "provider" {
  security_group_id = aws_security_group.bot.id
  description       = "HTTPS to the model provider"
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
}

resource "aws_lb" "this" {
  name                       = local.short_name
  internal                   = var.internal
  load_balancer_type         = "application"
  security_groups            = [aws_security_group.load_balancer.id]
  subnets                    = var.load_balancer_subnet_ids
  drop_invalid_header_fields = true
  enable_deletion_protection = var.stage == "production"

  lifecycle {
    precondition {
      condition     = var.internal || length(local.public_cidrs) > 0
      error_message = "An internet-facing load balancer that only private networks may reach answers nobody: name public ones in allowed_cidrs."
    }
  }
}

# Two groups, whether a rollout is under way or not: only their weights change.
resource "aws_lb_target_group" "release" {
  for_each = toset(["stable", "canary"])

  name                 = "${local.short_name}-${each.value}"
  port                 = local.port
  protocol             = "HTTP"
  target_type          = "ip"
  vpc_id               = var.vpc_id
  deregistration_delay = 30

  health_check {
    path                = "/healthz"
    matcher             = "200"
    interval            = 10
    timeout             = 3
    healthy_threshold   = 2
    unhealthy_threshold = 2
  }
}

resource "aws_lb_listener" "https" {
  load_balancer_arn = aws_lb.this.arn
  port              = 443
  protocol          = "HTTPS"
  ssl_policy        = "ELBSecurityPolicy-TLS13-1-2-2021-06"
  certificate_arn   = var.certificate_arn

  default_action {
    type = "forward"

    forward {
      target_group {
        arn    = aws_lb_target_group.release["stable"].arn
        weight = 100 - local.canary_weight
      }
      target_group {
        arn    = aws_lb_target_group.release["canary"].arn
        weight = local.canary_weight
      }
    }
  }
}
