data "aws_iam_policy_document" "assume" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["ecs-tasks.amazonaws.com"]
    }
  }
}

# Starts tasks: pulls the image, writes logs, reads the provider's keys.
resource "aws_iam_role" "execution" {
  name_prefix        = "${local.short_name}-exec-"
  assume_role_policy = data.aws_iam_policy_document.assume.json
}

resource "aws_iam_role_policy_attachment" "execution" {
  role       = aws_iam_role.execution.name
  policy_arn = "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy"
}

resource "aws_iam_role_policy" "keys" {
  count = length(var.provider_key_secrets) > 0 ? 1 : 0

  name_prefix = "provider-keys-"
  role        = aws_iam_role.execution.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = "secretsmanager:GetSecretValue"
      Resource = values(var.provider_key_secrets)
    }]
  })
}

# The bot itself may do nothing in the account.
resource "aws_iam_role" "task" {
  name_prefix        = "${local.short_name}-task-"
  assume_role_policy = data.aws_iam_policy_document.assume.json
}
