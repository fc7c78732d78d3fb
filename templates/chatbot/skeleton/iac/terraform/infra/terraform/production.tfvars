stage         = "production"
desired_count = 2
# vpc_id, subnets and certificate_arn: those of your account.
