stage         = "staging"
desired_count = 1
# vpc_id, subnets and certificate_arn: those of your account.
